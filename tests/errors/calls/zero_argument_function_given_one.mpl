fn now() -> Int = 12

fn main() do
  println("#{now(1)}")
  let later = fn -> 13 end
  println("#{later(1)}")
end
