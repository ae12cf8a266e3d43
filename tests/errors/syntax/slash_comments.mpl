// the program
fn main() do
  println("a") // prints a
  /* block */
end
