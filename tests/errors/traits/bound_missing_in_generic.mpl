fn largest<T>(xs :: List<T>) -> T do
  List.reduce(xs, List.head(xs), fn(best, x) -> if x > best do x else best end end)
end

fn show<T>(x :: T) -> String = "#{x}"

fn same<T>(a :: T, b :: T) -> Bool = a == b

fn main() do
  println("#{largest([1])} #{show(1)} #{same(1, 1)}")
end
