fn main() do
  a or b and c == d < e .. f <> g + h * -i
  a || b && c != d >= e ++ f - g / h % i
  not a == b
  -x.y
  !f(x)
  a < b < c
  x |> f + 1
  0..n + 1
  x |> f()? |> M.g(1)??
  x |> (f()?)
  x |2> f(a, b) |> fn y -> y end
  f(a, b,)
  f(a, k1: x, k2:y, end: 1, type:2)
  f(key:value.name + 1)
  g(x) do |s, t :: Int| s end
  g(x) do || 1 end
  g(x) do 1 end
  xs[i][j].name(1)?.other
  p.type.end.self
  [1, 2, 3,]
  []
  (1, 2,)
  (a,)
  ()
  nil
  (a + b) * c
  %{}
  %{"a" => 1, b => 2,}
  %{p | stock: 1, end: 2}
  %{f(x) | a: 1 b: 2}
  Part { sku: "a", stock: 3 }
  Geo.Point { x: 1 y: 2 }
  Empty {}
  json { ok: true, "a b": [1], end:nil
    nested: json {} }
  json + 1
  :atom
  ~r/a\/b"+/ims
  1_000_000 + 0xFF + 0b1010 + 0o17 + 0XfF
  3.14 + 1.0e10 + 2e-3 + 100_000.5 + 1E5
  -9223372036854775808
  9223372036854775807
  1.to_string()
  0..5
  true and false
  self.name
  self()
  self
  spawn(worker, 1)
  spawn_link(worker, 1)
  send(self(), :stop)
  link(pid)
  Ws.send(1)
  return
end

fn returns(x) do
  if x do return 1 end
  return -x
end

fn keys() = f(if :ok == x do 1 else 2 end, not :a, if:x, self:y, and: 1, or:z)
