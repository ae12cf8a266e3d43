fn main() do
  let p = Point { x: 1, y: 2 }
  println("#{p.sum()} #{shape_name(Round(2))} #{limit}")
  let counter = Counter.start(5)
  Counter.add(counter, limit)
  println("#{Counter.value(counter)}")
  spawn(echo)
  Timer.sleep(20)
end

actor echo() do
  println(later())
end

fn later() = "later"

service Counter do
  fn init(n :: Int) = n

  call Value() do |n|
    (n, n)
  end

  cast Add(k) do |n|
    n + k
  end
end

fn shape_name(Round(r)) = "round #{r}"
fn shape_name(Flat) = "flat"

impl Summed for Point do
  fn sum(self) -> Int do
    self.x + self.y
  end
end

let limit = 10

interface Summed do
  fn sum(self) -> Int
end

type Shape do
  Round(Int)
  Flat
end

struct Point do
  x :: Int
  y :: Int
end
