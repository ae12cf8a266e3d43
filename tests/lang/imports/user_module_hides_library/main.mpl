import String
from Map import get

fn main() do
  println(String.shout("a"))
  println("#{get(%{"k" => 1}, "k")} #{"abc".length()}")
end
