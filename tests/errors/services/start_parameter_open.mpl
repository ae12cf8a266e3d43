service Store do
  fn init(n) = n

  cast Nop() do |s|
    s
  end
end

service Counter do
  fn init(n) = n + 1

  call Get() do |s|
    (s, s)
  end
end

fn main() do
  let s = Store.start("hello")
  Store.nop(s)
  Counter.get(Counter.start(1))
end
