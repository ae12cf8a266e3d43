struct Bag do
  items :: List<String>
end

impl Iterable for Bag do
  type Item = String
  type Iter = ListIterator

  fn iter(self) -> Iter<String> do
    Iter.from(self.items)
  end
end

fn main() do
  let bag = Bag { items: ["a", "b"] }
  let upper = for x in bag do x.to_upper() end
  println("#{upper}")
  for x in Iter.iterate(1, fn n -> n * 2 end) do
    if x > 20 do break end
    print("#{x} ")
  end
  println("")
end
