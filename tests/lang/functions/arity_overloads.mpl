fn join(a :: String) = a
fn join(a :: String, b :: String) = a <> "-" <> b
fn join(a :: String, b :: String, c :: String) = join(join(a, b), c)

fn apply2(f :: Fun(String, String) -> String) = f("x", "y")

fn main() do
  println(join("a"))
  println(join("a", "b"))
  println(join("a", "b", "c"))
  println("p" |> join("q"))
  println("q" |2> join("p"))
  println(apply2(join))
end
