struct User do
  id :: Int
  name :: String
  score :: Option<Float>
  active :: Bool
end deriving(Row, Debug)

fn show(row) do
  case User.from_row(row) do
    Ok(u) -> println(u.inspect())
    Err(e) -> println(e)
  end
end

fn main() do
  show(%{"id" => "7", "name" => "ann", "score" => "1.5", "active" => "T"})
  show(%{"id" => "7", "name" => "", "score" => "", "active" => "no"})
  show(%{"id" => "8", "name" => "bob", "active" => "YES"})
  show(%{"id" => "x", "name" => "bob", "active" => "1"})
  show(%{"id" => "9", "active" => "1"})
  show(%{"id" => "9", "name" => "c", "active" => "maybe"})
  show(%{"id" => "9", "name" => "c", "score" => "high", "active" => "0"})
end
