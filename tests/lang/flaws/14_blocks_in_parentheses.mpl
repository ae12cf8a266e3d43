fn apply(f) = f(2)

fn main() do
  let r = apply(fn x ->
    let f = fn y -> y + x end
    println("#{f(1)}")
    (f(10))
  end)
  println("#{r}")
  println("#{apply(fn n do
    let m = n
    [m]
  end)}")
end
