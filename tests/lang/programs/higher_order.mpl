fn fix<A, B>(f :: Fun(Fun(A) -> B, A) -> B) -> Fun(A) -> B do
  fn x -> f(fix(f), x) end
end

fn curry(f) = fn a -> fn b -> f(a, b) end end
fn flip(f) = fn(a, b) -> f(b, a) end
fn pipe_all(x, fs) = List.reduce(fs, x, fn(acc, f) -> f(acc) end)

fn memo(n :: Int, cache :: Map<Int, Int>) -> (Int, Map<Int, Int>) do
  case Map.get_opt(cache, n) do
    Some(v) -> (v, cache)
    None ->
      if n < 2 do
        (n, Map.put(cache, n, n))
      else
        let (a, c1) = memo(n - 1, cache)
        let (b, c2) = memo(n - 2, c1)
        (a + b, Map.put(c2, n, a + b))
      end
  end
end

fn main() do
  let fact = fix(fn(self_, n) -> if n <= 1 do 1 else n * self_(n - 1) end end)
  println("#{fact(10)}")
  println("#{curry(fn(a, b) -> a - b end)(10)(3)} #{flip(fn(a, b) -> "#{a}#{b}" end)(1, "x")}")
  println("#{pipe_all(3, [fn x -> x + 1 end, fn x -> x * 10 end])}")
  let (v, _) = memo(80, %{})
  println("#{v}")
  let compose3 = fn(f, g, h) -> fn x -> h(g(f(x))) end end
  println("#{compose3(fn x -> x + 1 end, fn x -> "#{x}" end, String.length)(99)}")
end
