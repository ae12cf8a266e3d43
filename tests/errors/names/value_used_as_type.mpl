fn double(x :: int) -> bool = x > 1

fn main() do
  println("#{double(2)}")
end
