fn main() do
  println("not run")
end
