struct Point do
  x :: Int
  y :: Int
end

fn main() do
  case Point { x: 1, y: 2 } do
    Point { x, z, .. } -> println("#{x} #{z}")
  end
end
