struct Inner do
  run :: Fun() -> Int
end

struct Outer do
  inner :: Inner
  count :: Int
end deriving(Eq, Hash)

fn main() do
  println("x")
end
