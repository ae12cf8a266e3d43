service Sum do
  fn init() -> Int = 0

  call Add(k :: Int) :: Int do |n| (n + k, n + k) end
end

fn main() do
  let s = Sum.start()
  let add = fn k -> Sum.add(s, k) end
  println("#{List.map([1, 2, 3], add)}")
  println("#{s |> Sum.add(10)}")
  println("#{4 |2> Sum.add(s)}")
end
