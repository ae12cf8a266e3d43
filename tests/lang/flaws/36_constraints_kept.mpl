struct Vec do
  x :: Int
  y :: Int
end

impl Add for Vec do
  type Output = Vec

  fn add(self, other :: Vec) -> Vec do
    Vec { x: self.x + other.x, y: self.y + other.y }
  end
end

fn sum(a, b) = a + b
fn largest(a, b) = if a < b do b else a end
fn show(x) = "<#{x}>"

fn describe<T>(x :: T, y :: T) -> String where T: Eq, T: Display do
  if x == y do "same #{x}" else "#{x} and #{y}" end
end

fn sum3(a, b, c) = sum(sum(a, b), c)

fn main() do
  println("#{sum(1, 2)} #{sum(1.5, 2.0)} #{sum(Vec { x: 1, y: 2 }, Vec { x: 3, y: 4 }).inspect()}")
  println("#{largest("a", "b")} #{largest(2, 1)} #{show([1])} #{show(true)}")
  println("#{describe(1, 1)} #{describe("a", "b")} #{sum3(1, 2, 3)}")
end
