use String
import "string"
from String import *
import { length } from String

fn main() do
  println("a")
end
