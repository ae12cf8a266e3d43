struct Box<T> do
  item :: T
  count :: Int
end

struct Pair<A, B> do
  left :: A
  right :: B
end

fn swap<A, B>(p :: Pair<A, B>) -> Pair<B, A> do
  Pair { left: p.right, right: p.left }
end

fn map_box<T, U>(b :: Box<T>, f :: Fun(T) -> U) -> Box<U> do
  Box { item: f(b.item), count: b.count + 1 }
end

fn main() do
  let b = Box { item: "text", count: 0 }
  let c = map_box(b, String.length)
  let d = map_box(c, fn n -> [n, n + 1] end)
  println("#{b.item} #{c.item} #{d.item} #{d.count}")
  println("#{swap(Pair { left: 1, right: Box { item: 2.5, count: 1 } })}")
  println("#{Box { item: 1, count: 2 } == Box { item: 1, count: 2 }} #{b == %{b | count: 3}}")
end
