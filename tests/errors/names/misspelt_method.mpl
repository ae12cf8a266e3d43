struct Point do
  x :: Int
end

interface Show do
  fn render(self) -> String
end

impl Show for Point do
  fn render(self) -> String = "at #{self.x}"
end

fn main() do
  let p = Point { x: 1 }
  println(p.rendr())
  println("ab".lenght())
  println([1].revers().inspect())
end
