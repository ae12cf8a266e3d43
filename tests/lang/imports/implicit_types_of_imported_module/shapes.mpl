pub type Shape do
  Square(Int)
end

pub fn area(Square(n)) = n * n
