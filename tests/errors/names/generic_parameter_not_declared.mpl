fn first(xs :: List<T>) -> T = List.head(xs)

struct Box do
  item :: T
end

fn main() do
  println("#{first([1])}")
end
