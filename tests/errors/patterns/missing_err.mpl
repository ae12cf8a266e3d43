fn parse(text :: String) -> Int!String do
  case String.to_int(text) do
    Some(n) -> Ok(n)
    None -> Err("no number")
  end
end

fn main() do
  case parse("1") do
    Ok(0) -> println("zero")
    Err(why) -> println(why)
  end
end
