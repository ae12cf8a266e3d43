from String import length
from List import length

fn main() do
  println("#{length([1])}")
end
