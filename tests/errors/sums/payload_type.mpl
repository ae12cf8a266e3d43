type Shape do
  Circle(Float)
  Named(String, Int)
end

fn main() do
  let a = Circle(1)
  let b = Named(1, "a")
  println("#{a} #{b}")
end
