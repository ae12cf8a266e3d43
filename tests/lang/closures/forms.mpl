fn call0(f) = f()
fn call1(f, x) = f(x)
fn call2(f, x, y) = f(x, y)

fn main() do
  println("#{call0(fn -> 1 end)} #{call0(fn() -> 2 end)}")
  let three = call0(fn do
    let a = 1
    a + 2
  end)
  println("#{three} #{call0(fn() do 4 end)}")
  println(
    "#{call1(fn x -> x + 1 end, 4)} #{call1(fn(x :: Int) -> x * 2 end, 3)} #{call1(fn x do x + 4 end, 3)}"
  )
  println("#{call2(fn a, b -> a - b end, 9, 1)} #{call2(fn(a, b) -> a * b end, 3, 3)}")
  let few = fn 0 -> "none" | n when n < 3 -> "few" | _ -> "many" end
  println("#{few(0)} #{few(2)} #{few(3)}")
  let both = fn(0, 0) -> "origin" | (_, y) -> "at #{y}" end
  println("#{both(0, 0)} #{both(1, 2)}")
  let many = fn x ->
    let y = x * 2
    let z = y + 1
    z * z
  end
  println("#{many(2)}")
end
