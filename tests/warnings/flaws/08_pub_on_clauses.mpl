fn grade(n) when n > 1 = "A"
pub fn grade(n) -> String when n > 0 = "B"
fn grade(_) = "C"

fn main() do
  println(grade(1))
end
