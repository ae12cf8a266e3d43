struct User do
  name :: String
  age :: Int
end deriving(Row)

fn named(1) = "one"
fn named(2) = "two"

fn aged(row :: Map<String, String>) -> Int = Result.unwrap(User.from_row(row)).age

fn tried(what :: String, work :: Fun() -> String) -> () do
  case Job.await(Job.async(work)) do
    Ok(text) -> println("#{what}: #{text}")
    Err(why) -> println("#{what}: crash, #{why}")
  end
end

fn main() do
  let none :: List<Int> = []
  tried("clause", fn -> named(2) end)
  tried("no clause", fn -> named(3) end)
  tried("empty head", fn -> "#{List.head(none)}" end)
  tried("empty last", fn -> "#{List.last(none)}" end)
  tried("index", fn -> "#{List.get([1, 2], 5)}" end)
  tried("negative index", fn -> "#{List.get([1, 2], -1)}" end)
  tried("row", fn -> "#{aged(%{"name" => "ann", "age" => "7"})}" end)
  tried("row without a field", fn -> "#{aged(%{"name" => "ann"})}" end)
  tried("row with a bad field", fn -> "#{aged(%{"name" => "ann", "age" => "old"})}" end)
  println("main goes on")
end
