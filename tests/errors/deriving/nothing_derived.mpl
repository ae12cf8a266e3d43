struct User do
  name :: String
end deriving()

fn main() do
  let a = User { name: "a" }
  println("#{a == a}")
  println("#{a < a}")
  println("#{a}")
  println("#{%{a => 1}}")
end
