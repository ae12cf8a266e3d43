service Counter do
  fn init() -> Int = 0

  cast Add(k :: Int) do |n|
    (n + k, n)
  end
end

fn main() do
  Counter.add(Counter.start(), 1)
end
