fn swap<A, B>(a :: A, b :: B) -> (A, B) = (b, a)

fn pick<T>(x :: T) -> T = 5

fn main() do
  println("#{swap(1, "a")} #{pick(3)}")
end
