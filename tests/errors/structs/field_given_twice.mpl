struct User do
  name :: String
end

fn main() do
  let u = User { name: "Ann", name: "Bob" }
  println(u.name)
end
