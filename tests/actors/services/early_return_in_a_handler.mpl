service Stock do
  fn init(n :: Int) -> Int = n

  call Take(k :: Int) :: Int!String do |n|
    if k > n do
      return (n, Err("only #{n} left"))
    end
    (n - k, Ok(k))
  end
end

fn main() do
  let s = Stock.start(5)
  println("#{Stock.take(s, 3)} #{Stock.take(s, 3)} #{Stock.take(s, 2)}")
end
