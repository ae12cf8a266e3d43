fn main() do
  print_line("a")
  printf("a")
  let x = null
  let y = None
  console.log("b")
  println("#{len([1])}")
end
