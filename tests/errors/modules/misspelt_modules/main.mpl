from Stor import load
import Storee
import store

fn main() do
  println("x")
end
