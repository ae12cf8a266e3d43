struct Box do
  item :: Itme
end

type Alias = Missing

fn f(x :: Strng) -> List<Foo> = []

interface Show do
  fn show(self) -> Txet
end

fn main() do
  let n :: Intt = 1
  println("#{n}")
end
