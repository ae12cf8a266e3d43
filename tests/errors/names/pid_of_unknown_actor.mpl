actor worker() do
  println("w")
end

fn main() do
  spawn(wroker)
end
