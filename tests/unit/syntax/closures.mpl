fn main() do
  let a = fn x -> x end
  let b = fn x, y :: Int -> x + y end
  let c = fn(x :: Int) -> x end
  let d = fn(a, b) -> a end
  let e = fn -> 1 end
  let f = fn do 1 end
  let g = fn() do 1 end
  let h = fn x do
    let y = x
    y
  end
  let i = fn 0 -> "none" | n when n < 3 -> "few" | _ -> "many" end
  let j = fn (a | b) -> 1 | Some(x) -> 2 end
  let k = fn x ->
    let y = x
    f(y)
    (y)
  end
  fn x -> x end
  fn x, y -> x end
  fn x :: Int -> x end
  fn local(x) do x end
  fn local2(x) = x
  fn generic<T>(x :: T) = x
  fn s do 1 end
  map(xs, fn x ->
    f(x)
    (y)
    -1
    [2]
  end)
  let l = fn Some(x) -> x | None -> 0 end
  fn f :: Fun(Int) -> Int -> f(1) end
  fn a when f(a) do a end
end
