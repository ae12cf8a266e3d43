fn main() do
  var a = 1
  const b = 2
  let mut c = 3
  println("#{a}")
end
