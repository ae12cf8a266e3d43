fn f(xs :: List<Int, Int>, m :: Map<Int>, o :: Option<Int, Int>) -> Int<String> = 1

struct Box<T> do
  item :: T
end

fn g(b :: Box<Int, Int>) -> Int = b.item

fn main() do
  println("x")
end
