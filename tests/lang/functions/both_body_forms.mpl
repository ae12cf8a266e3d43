fn area(w :: Float, h :: Float) -> Float do
  w * h
end

fn twice(x) = x + x

def thrice(x) do x * 3 end

fn nothing() do
end

fn ends_in_let(n :: Int) do
  let _m = n
end

fn main() do
  println("#{area(2.0, 1.5)}")
  println("#{twice(4)} #{twice(1.25)}")
  println("#{thrice(7)}")
  println("#{nothing()} #{ends_in_let(3)}")
end
