struct Box<T> do
  item :: T
end

interface Measure do
  fn measure(self) -> Int
end

impl Measure for Int do
  fn measure(self) -> Int = self
end

impl Measure for String do
  fn measure(self) -> Int = String.length(self)
end

impl Measure for Box<T> where T: Measure do
  fn measure(self) -> Int = self.item.measure() + 100
end

impl Measure for List<T> where T: Measure do
  fn measure(self) -> Int = List.sum(List.map(self, fn x -> x.measure() end))
end

impl Measure for (A, B) where A: Measure, B: Measure do
  fn measure(self) -> Int do
    let (a, b) = self
    a.measure() * b.measure()
  end
end

fn main() do
  println("#{Box { item: Box { item: "abc" } }.measure()}")
  println("#{[1, 2, 3].measure()} #{("ab", 5).measure()} #{[("a", 2), ("bb", 3)].measure()}")
end
