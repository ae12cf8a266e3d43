fn area(w :: Float, h :: Float) -> Float = w * h

fn main() do
  println("#{area(2, 3.0)}")
end
