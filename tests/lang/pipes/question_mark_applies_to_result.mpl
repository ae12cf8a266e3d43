fn parse(s :: String, base :: Int) -> Int!String do
  case String.to_int(s) do
    Some(n) -> Ok(n + base)
    None -> Err("bad #{s}")
  end
end

fn both(a :: String, b :: String) -> Int!String do
  let x = a |> parse(100)?
  let y = b |> parse(x)?
  Ok(y)
end

fn main() do
  println("#{both("1", "2")}")
  println("#{both("1", "z")}")
  println("#{both("q", "z")}")
end
