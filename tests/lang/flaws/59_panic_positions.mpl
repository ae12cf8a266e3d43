fn main() do
  spawn(fail)
  Timer.sleep(30)
  println("alive")
  let xs = [1, 2]
  println("#{xs[position()]}")
end

fn position() = 9

actor fail() do
  panic("gone wrong")
end
