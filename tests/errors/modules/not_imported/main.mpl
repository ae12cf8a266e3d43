fn main() do
  println("#{Store.load()}")
end
