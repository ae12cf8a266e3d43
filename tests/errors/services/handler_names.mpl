service Counter do
  fn init() -> Int = 0

  call Start() :: Int do |n| (n, n) end

  call GetIt() :: Int do |n| (n, n) end

  cast GetIt() do |n| n end
end

fn main() do
  println("x")
end
