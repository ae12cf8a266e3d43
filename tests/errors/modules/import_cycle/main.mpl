from Left import left

fn main() do
  println(left())
end
