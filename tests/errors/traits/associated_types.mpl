interface Container do
  type Item
  fn first(self) -> Self.Item
end

struct A do
  n :: Int
end

struct B do
  n :: Int
end

impl Container for A do
  fn first(self) = self.n
end

impl Container for B do
  type Item = Int
  type Other = String
  fn first(self) = self.n
end
