fn add(a, b) =
  a +
    b

fn main() do
  let total = 1 +
    2 +
    3
  let flag = total > 5 &&
    total < 10
  let other = total
    * 2
    + 1
  let text = "abc"
    .to_upper()
    .length()
  let list =
    [1, 2]
    ++ [3]
  let ok = true
    and flag
  println("#{total} #{flag} #{other} #{text} #{list} #{ok} #{add(1, 2)}")
  let f = fn x ->
    x + 1
  end
  println("#{f(1)}")
end
