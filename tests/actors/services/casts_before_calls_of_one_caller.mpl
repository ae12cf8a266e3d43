service Log do
  fn init() -> List<Int> = []

  cast Add(n :: Int) do |xs| List.append(xs, n) end

  call All() :: List<Int> do |xs| (xs, xs) end
end

fn main() do
  let l = Log.start()
  for i in 0..100 do
    Log.add(l, i)
  end
  println("#{Log.all(l) == Range.to_list(0..100)}")
  Log.add(l, -1)
  println("#{List.last(Log.all(l))}")
end
