service Counter do
  fn init(n :: Int) = n

  call Get() do |s|
    (s, s)
  end
end

supervisor Top do
  strategy: one_for_one

  child counter do
    start: Counter.start(1)
  end
end

fn main() do
  let _ = Top()
end
