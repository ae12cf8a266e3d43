interface Sized do
  fn size(self) -> Int
end

struct Box<T> do
  item :: T
end

impl Sized for Int do
  fn size(self) -> Int do
    1
  end
end

impl Sized for Box<T> where T: Sized do
  fn size(self) -> Int do
    1 + self.item.size()
  end
end

impl Sized for List<T> where T: Sized do
  fn size(self) -> Int do
    List.sum(for x in self do x.size() end)
  end
end

impl Sized for (A, B) where A: Sized, B: Sized do
  fn size(self) -> Int do
    let (a, b) = self
    a.size() + b.size()
  end
end

impl Sized for Option<T> do
  fn size(self) -> Int do
    case self do
      Some(_) -> 1
      None -> 0
    end
  end
end

fn main() do
  println(
    "#{[1, 2, 3].size()} #{Box { item: Box { item: 4 } }.size()} #{(1, [2, 3]).size()} #{Some("x").size()}"
  )
end
