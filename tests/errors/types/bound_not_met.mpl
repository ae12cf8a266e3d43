interface Area do
  fn area(self) -> Float
end

fn total<T>(xs :: List<T>) -> Float where T: Area do
  List.reduce(xs, 0.0, fn(sum, x) -> sum + x.area() end)
end

fn main() do
  println("#{total([1, 2])}")
end
