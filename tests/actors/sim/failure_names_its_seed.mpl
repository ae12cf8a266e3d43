fn main() do
  println("before")
  panic("on purpose")
end
