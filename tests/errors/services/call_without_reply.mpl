service Counter do
  fn init() -> Int = 0

  call Next() :: Int do |n|
    n + 1
  end
end

fn main() do
  println("#{Counter.next(Counter.start())}")
end
