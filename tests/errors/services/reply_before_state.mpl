service Counter do
  fn init() -> Int = 0

  call Name() :: String do |n|
    ("counter", n)
  end
end

fn main() do
  println(Counter.name(Counter.start()))
end
