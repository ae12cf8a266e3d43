struct Key do
  area :: String
  n :: Int
end

type Kind do
  Plain
  Named(String)
end

fn main() do
  let k = fn(a, n) -> Key { area: a, n: n } end
  let m = %{k("x", 1) => "one", k("x", 2) => "two", k("y", 1) => "three", k("x", 1) => "again"}
  println(
    "#{Map.size(m)} #{Map.get(m, k("x", 1))} #{Map.get(m, k("y", 1))} #{Map.has_key(m, k("y", 2))}"
  )
  let n = %{Plain => 1, Named("a") => 2, Named("b") => 3}
  println("#{Map.get(n, Named("b"))} #{Map.get(n, Plain)} #{Map.get_opt(n, Named("c"))}")
  let t = %{(1, "a") => "p", (1, "b") => "q"}
  println("#{Map.get(t, (1, "b"))} #{Map.get_opt(t, (2, "b"))}")
  println("#{k("x", 1).hash() == k("x", 1).hash()} #{k("x", 1).hash() == k("x", 2).hash()}")
  let l = %{[1, 2] => "l12", [] => "l"}
  println("#{Map.get(l, [])} #{Map.get(l, [1, 2])} #{Map.get_opt(%{Some(1) => 1}, None)}")
end
