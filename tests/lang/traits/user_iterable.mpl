struct Bag do
  items :: List<String>
end

impl Iterable for Bag do
  type Item = String
  type Iter = List<String>
  fn iter(self) = self.items
end

fn main() do
  let bag = Bag { items: ["a", "b", "c"] }
  let shouted = for s in bag when s != "b" do
    String.to_upper(s)
  end
  println("#{shouted}")
end
