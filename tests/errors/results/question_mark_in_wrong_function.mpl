fn number(s :: String) -> Int!String do
  case String.to_int(s) do
    Some(n) -> Ok(n)
    None -> Err("bad")
  end
end

fn plain(s :: String) -> Int do
  number(s)? + 1
end

fn mixed(s :: String) -> Int? do
  Some(number(s)?)
end

fn main() do
  let n = number("1")?
  println("#{n}")
end
