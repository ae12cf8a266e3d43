interface Scaled do
  fn scale(self, by :: Int) -> Self
end

struct Size do
  n :: Int
end

impl Scaled for Size do
  fn scale(self, by :: Float) -> Int = self.n
end

fn main() do
  println("x")
end
