fn main() do
  let describe = fn 0 -> "none" | n -> n end
  println("#{describe(1)}")
end
