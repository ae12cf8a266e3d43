fn main() do
  let double = (x) => x * 2
  let triple = x -> x * 3
  let quad = |x| x * 4
  println("#{double(2)}")
end
