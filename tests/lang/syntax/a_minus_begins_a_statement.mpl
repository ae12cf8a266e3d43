fn f(n) do
  let a = n
  -1
end

fn main() do
  println("#{f(5)}")
  let x = 5
  let ys = [1]
  (1)
  println("#{x} #{ys}")
end
