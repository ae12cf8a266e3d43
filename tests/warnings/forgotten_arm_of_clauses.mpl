type Light do
  Red
  Yellow
  Green
end

fn action(Red) = "stop"
fn action(Green) = "go"

fn main() do
  println(action(Red))
  let f = fn 0 -> "none" | 1 -> "one" end
  println(f(0))
end
