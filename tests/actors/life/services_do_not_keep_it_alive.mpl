service Quiet do
  fn init() -> Int = 1

  call Get() :: Int do |n| (n, n) end
end

fn main() do
  let q = Quiet.start()
  println("#{Quiet.get(q)}")
end
