service S do
  fn init() -> Int do
    0
  end

  call Get() :: Int do |n|
    n
  end

  call Swap() :: String do |n|
    ("text", n)
  end

  cast Add(k :: Int) do |n|
    "#{n + k}"
  end
end

fn main() do
  let s = S.start()
  println(S.get(s))
  S.add(s, "x")
  S.add(s)
  println("#{S.missing(s)}")
end
