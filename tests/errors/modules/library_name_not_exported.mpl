from List import mapp, reverse
from Map import put, nothing

fn main() do
  println("#{reverse([1])} #{put(%{}, 1, 2)}")
end
