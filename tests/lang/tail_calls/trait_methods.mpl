# A million calls through methods of traits, of two types in turn, and through a bounded type parameter.
interface Walker do
  fn walk(self, left :: Int, path :: List<Int>) -> Int
end

struct Here do
  step :: Int
end

struct There do
  name :: String
end

impl Walker for Here do
  fn walk(self, left :: Int, path :: List<Int>) -> Int do
    if left == 0 do
      List.length(path) + self.step
    else
      There { name: "t#{left % 10}" }.walk(left - 1, [self.step])
    end
  end
end

impl Walker for There do
  fn walk(self, left :: Int, path :: List<Int>) -> Int do
    if left == 0 do
      List.length(path) + String.length(self.name)
    else
      Here { step: List.length(path) + String.length(self.name) }.walk(left - 1, path)
    end
  end
end

fn keep<T>(walker :: T, left :: Int) -> Int where T: Walker do
  if left == 0 do
    walker.walk(0, [1, 2])
  else
    keep(walker, left - 1)
  end
end

fn main() do
  println("#{Here { step: 0 }.walk(1000000, [])}")
  println("#{keep(There { name: "abc" }, 1000000)}")
end
