fn size(0) -> String = "none"
pub fn size(1) -> String = "one"
fn size<T>(_) -> String = "many"

fn main() do
  println(size(1))
end
