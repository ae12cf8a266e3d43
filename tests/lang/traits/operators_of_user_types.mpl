struct Vec2 do
  x :: Int
  y :: Int
end

impl Add for Vec2 do
  type Output = Vec2
  fn add(self, other :: Vec2) -> Vec2 do
    Vec2 { x: self.x + other.x, y: self.y + other.y }
  end
end

impl Mul for Vec2 do
  type Output = Int
  fn mul(self, other :: Vec2) -> Int do
    self.x * other.x + self.y * other.y
  end
end

impl Neg for Vec2 do
  type Output = Vec2
  fn neg(self) = Vec2 { x: -self.x, y: -self.y }
end

impl Eq for Vec2 do
  fn eq(self, other :: Vec2) = self.x == other.x
end

impl Ord for Vec2 do
  fn lt(self, other :: Vec2) = self.y < other.y
end

impl Display for Vec2 do
  fn to_string(self) = "<#{self.x},#{self.y}>"
end

fn main() do
  let a = Vec2 { x: 1, y: 2 }
  let b = Vec2 { x: 3, y: 4 }
  println("#{a + b} #{a * b} #{-a} #{a + b + -b}")
  println("#{a == b} #{a == Vec2 { x: 1, y: 9 }} #{a != b}")
  println("#{a < b} #{a > b} #{a <= b} #{a >= b} #{compare(a, b)}")
  println("#{[a, b]} #{Some(a)} #{%{"k" => b}}")
end
