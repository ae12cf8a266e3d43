# A million calls in tail position: of itself, of each other, through a match and with values to release.

fn even(n :: Int) -> Bool = if n == 0 do true else odd(n - 1) end

fn odd(n :: Int) -> Bool = if n == 0 do false else even(n - 1) end

fn count(n :: Int, text :: String) -> String do
  case n do
    0 -> text
    _ -> count(n - 1, "#{n}")
  end
end

fn ping(xs :: List<Int>, n :: Int) -> List<Int> do
  if n == 0 do
    xs
  else
    pong([n], n - 1)
  end
end

fn pong(xs :: List<Int>, n :: Int) -> List<Int> do
  ping(List.append(xs, n), n)
end

fn main() do
  println("#{even(1000000)} #{odd(1000000)}")
  println(count(1000000, ""))
  println("#{ping([], 1000000)}")
end
