fn main() do
  println("""
    text
  ")
end
