type A = B
type B = List<A>

fn main() do
  println("x")
end
