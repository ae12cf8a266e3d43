from Left import show
from Right import show

fn main() do
  println(show())
end
