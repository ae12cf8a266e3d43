service Divider do
  fn init() -> Int = 0

  call Half(n :: Int) :: Int!String do |count|
    if n % 2 == 1 do
      (count, Err("odd"))
    else
      (count + 1, Ok(n / 2))
    end
  end

  call Count() :: Int do |count| (count, count) end
end

fn main() do
  let d = Divider.start()
  let rs = List.map([2, 3, 4], fn n -> Divider.half(d, n) end)
  println("#{rs} #{Divider.count(d)}")
end
