# Lines are read as they are asked for; the rest is what nobody asked for.
fn main() do
  println("#{IO.read_line()}")
  println("#{IO.lines() |> Iter.take(2) |> List.collect()}")
  println(IO.read_all().inspect())
  println("#{IO.read_all().inspect()} #{IO.read_line()} #{List.collect(IO.lines())}")
end
