struct User do
  name :: String
  age :: Int
end

fn main() do
  let u = User { name: "Ann", age: 3 }
  let v = %{u | nam: "Bob"}
  let w = %{u | age: "four"}
  println("#{v.name} #{w.age}")
end
