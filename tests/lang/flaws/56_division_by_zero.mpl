actor divider(n) do
  println("#{10 / n}")
end

fn main() do
  spawn(divider, 0)
  Timer.sleep(30)
  println("still here")
  println("#{-7 / 2} #{-7 % 2} #{-9223372036854775808 % minus_one()}")
end

fn minus_one() = -1
