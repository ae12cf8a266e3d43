fn area(w, h)
  w * h
end

fn main() do
  println("#{area(1, 2)}")
end
