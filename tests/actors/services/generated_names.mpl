service Odd do
  fn init() -> Int = 0

  call GetURL() :: String do |n| (n, "u") end

  call A() :: Int do |n| (n, 1) end

  call ReadAllB2() :: Int do |n| (n, 2) end

  cast ResetAll() do |n| n + 100 end

  call Total() :: Int do |n| (n, n) end
end

fn main() do
  let o = Odd.start()
  println("#{Odd.get_u_r_l(o)} #{Odd.a(o)} #{Odd.read_all_b2(o)}")
  Odd.reset_all(o)
  println("#{Odd.total(o)}")
end
