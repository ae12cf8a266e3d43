fn largest(a, b) = if a < b do b else a end

fn show_all<T>(xs :: List<T>) -> String where T: Display do
  String.join(for x in xs do x.to_string() end, ",")
end

fn same<T>(a :: T, b :: T) -> Bool do
  a == b
end

fn main() do
  println("#{largest(fn x -> x end, fn y -> y end)}")
  println(show_all([fn x -> x end]))
  println("#{same(1, 2)}")
end
