fn main() do
  if true do
    println("yes")
  end
  end
end

fn other() do
  println("x")
end
