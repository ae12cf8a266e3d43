pub struct Vec do
  x :: Int
  y :: Int
end

pub let origin = Vec { x: 0, y: 0 }

pub interface Scale do
  fn scaled(self, k :: Int) -> Self
end

impl Scale for Vec do
  fn scaled(self, k) = Vec { x: self.x * k, y: self.y * k }
end

pub fn make(x, y) = Vec { x: x, y: y }

pub fn norm(v :: Vec) -> Int = v.x * v.x + v.y * v.y
