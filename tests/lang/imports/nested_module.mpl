module Store do
  pub struct Item do
    name :: String
  end

  pub fn make(name) = Item { name: prefix() <> name }

  fn prefix() = "item "

  pub module Deep do
    pub let depth = 2
    pub fn level(n) = n + depth
  end
end

fn main() do
  println(Store.make("x").name)
  let i :: Store.Item = Store.Item { name: "direct" }
  println("#{i.name} #{Store.Deep.level(1)} #{Store.Deep.depth}")
end
