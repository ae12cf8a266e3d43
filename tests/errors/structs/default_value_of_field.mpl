struct User do
  name :: String = "nobody"
end

fn main() do
  println("x")
end
