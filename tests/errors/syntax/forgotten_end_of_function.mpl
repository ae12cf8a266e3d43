fn area(w, h) do
  w * h

fn main() do
  println("#{area(1, 2)}")
end
