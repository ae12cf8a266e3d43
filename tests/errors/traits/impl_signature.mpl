interface Scale do
  fn scaled(self, k :: Int) -> String
end

struct A do
  n :: Int
end

struct B do
  n :: Int
end

struct C do
  n :: Int
end

impl Scale for A do
  fn scaled(self) -> String do "a" end
end

impl Scale for B do
  fn scaled(self, k :: Int) -> Int do self.n * k end
end

impl Scale for C do
  fn scaled(self, k :: String) -> String do k end
end
