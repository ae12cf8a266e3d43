service Counter do
  fn init(n :: Int) -> Int do
    n
  end

  call Add(by :: Int) :: Int do |n|
    (n + by, n + by)
  end

  call Get() :: Int do |n|
    (n, n)
  end

  cast ResetAll() do |_n|
    0
  end
end

actor echo(text :: String) do
  println(text)
end
