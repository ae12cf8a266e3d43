fn outer(k :: Int) -> List<Int> do
  fn scaled(n) = n * k
  fn down(0) = [0]
  fn down(n) = [scaled(n)] ++ down(n - 1)
  let up = later(3)
  fn later(n) = n + k
  List.append(down(3), up)
end

fn even_odd(n :: Int) -> Bool do
  fn even(0) = true
  fn even(n) = odd(n - 1)
  fn odd(0) = false
  fn odd(n) = even(n - 1)
  even(n)
end

fn main() do
  println("#{outer(10)} #{even_odd(10)} #{even_odd(7)}")
end
