fn add(a, b) do a + b end
fn pick(b) do if b do 1 else 2 end end

fn main() do
  let sum = 1 +
    2 +
    3
  let chained = [3, 1, 2]
    .sort()
    .reverse()
  let long = sum
    * 10
    + 4
  println("#{sum} #{chained} #{long} #{add(1, 2)} #{pick(true)}"); println("after semicolon")
  let f = fn(x) ->
    let y = x
    (y)
  end
  println("#{f(3)}")
  let t = (
    1,
    "two",
  )
  println("#{t}")
  let joined = String.join([
    "a",
    "b",
  ], "-")
  println(joined) #= a block #= nested =# comment =#
  List.each([1, 2], fn n ->
    println("n #{n}")
    println("m #{n}")
  end)
  let ok = true
    && false
    || true
  if ok
    do println("ok") end
end
