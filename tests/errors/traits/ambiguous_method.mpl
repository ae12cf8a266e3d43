interface Left do
  fn name(self) -> String
end

interface Right do
  fn name(self) -> String
end

struct P do
  n :: Int
end

impl Left for P do
  fn name(self) = "left"
end

impl Right for P do
  fn name(self) = "right"
end

fn main() do
  println(P { n: 1 }.name())
end
