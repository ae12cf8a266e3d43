fn to_string(true) = "yes"
fn to_string(false) = "no"

fn head(n :: Int) = n * 10

fn main() do
  println(to_string(true))
  println("#{head(4)} #{false}")
  let map = 3
  println("#{map}")
end
