service Counter do
  fn init(start :: Int) -> Int do
    start
  end

  call Get() :: Int do |n|
    (n, n)
  end

  call Reset() :: Int do |_n|
    (0, 0)
  end

  cast Add(by :: Int) do |n|
    n + by
  end
end

fn main() do
  let c = Counter.start(10)
  println("#{Counter.get(c)}")
  Counter.add(c, 5)
  println("#{Counter.get(c)}")
  Counter.reset(c)
  println("#{c |> Counter.get}")
end
