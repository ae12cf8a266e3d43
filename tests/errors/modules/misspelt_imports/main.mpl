from Store import lod

fn main() do
  println("x")
end
