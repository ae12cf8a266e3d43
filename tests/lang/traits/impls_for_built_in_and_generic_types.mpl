interface Size do
  fn size(self) -> Int
end

struct Box<T> do
  item :: T
end

impl Size for Int do
  fn size(self) = self
end

impl Size for String do
  fn size(self) = String.length(self)
end

impl Size for List<T> where T: Size do
  fn size(self) -> Int do
    List.reduce(self, 0, fn(sum, x) -> sum + x.size() end)
  end
end

impl Size for Box<T> where T: Size do
  fn size(self) = 1 + self.item.size()
end

impl Size for (A, B) where A: Size, B: Size do
  fn size(self) do
    let (a, b) = self
    a.size() + b.size()
  end
end

impl Size for Option<T> where T: Size do
  fn size(self) do
    case self do
      Some(x) -> x.size()
      None -> 0
    end
  end
end

fn measure<T>(x :: T) -> Int where T: Size do
  x.size() * 10
end

fn main() do
  println("#{5.size()} #{"four".size()} #{["a", "bc"].size()} #{[[1, 2], [3]].size()}")
  println("#{Box { item: "xyz" }.size()} #{Box { item: Box { item: 4 } }.size()}")
  println("#{(1, "ab").size()} #{Some([1, 2]).size()}")
  println("#{measure(7)} #{measure([("k", 2)])}")
end
