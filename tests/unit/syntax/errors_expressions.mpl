fn main() do
	let x = 1 +
  let y = f(a b)
  if x = 3 do
    println("日本語 #{x + }")
  end
  case y do
    1 => "one"
    2 -> "two"
    Some(x ->  3
    _ -> x = 5
  end
  let s = 'abc'
  let n = 99999999999999999999
  let m = -9223372036854775808
  let k = 9223372036854775808
  xs |> map(fn x => x + 1 end)
end

struct P do
  a: Int,
  b :: String
end

fn g(x) {
  x
}

fn h() do
  if a do
    1
end
