fn adder(a) = fn b -> fn c -> a + b + c end end

fn counter(start) do
  let bump = fn by -> start + by end
  fn n -> List.map([1, 2, 3], fn k -> bump(k) * n + start end) end
end

fn main() do
  println("#{adder(1)(2)(3)}")
  let add10 = adder(10)
  let add15 = add10(5)
  println("#{add15(1)} #{add10(0)(0)} #{add15(2)}")
  println("#{counter(100)(2)}")
  let fs = for i in 0..3 do
    fn x -> "#{i}:#{x}" end
  end
  for f in fs do
    println(f("v"))
  end
end
