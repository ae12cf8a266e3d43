fn sum_to(n) do
  let step = 2
  fn go(i, acc) do
    if i > n do acc else go(i + step, acc + i) end
  end
  go(0, 0)
end

fn parity(n) do
  fn even(k) = if k == 0 do true else odd(k - 1) end
  fn odd(k) = if k == 0 do false else even(k - 1) end
  even(n)
end

fn main() do
  println("#{sum_to(10)} #{parity(7)} #{parity(100000)}")
  let prefix = ">"
  fn show(x) = "#{prefix}#{x}"
  println("#{show(1)} #{show("a")} #{List.map([1, 2], show)}")
end
