fn name(1) = "one"
fn name(2) = "two"

actor namer(n :: Int) do
  println(name(n))
end

fn main() do
  let _ = spawn(namer, 1)
  let _ = spawn(namer, 3)
end
