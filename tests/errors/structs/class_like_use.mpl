struct User do
  name :: String
end

fn main() do
  println(User.name)
  println("#{User.new("Ann")}")
end
