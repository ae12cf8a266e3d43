fn main() do
  let f = fn x => x + 1 end
  let g = (x) -> x
  foo 1, 2
  println "x"
end
