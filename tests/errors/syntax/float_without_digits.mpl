fn main() do
  let a = .5
  let b = 5.
  let c = 1e
  println("#{a}")
end
