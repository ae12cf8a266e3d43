struct User do
  name :: String

  fn greet(self) -> String = "hello #{self.name}"
end

fn main() do
  println(User { name: "Ann" }.greet())
end
