fn main() do
  println("a")
end
#= this never ends
