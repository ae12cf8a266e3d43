# One generic function at several types; methods through bounds and default bodies.

interface Named do
  fn name(self) -> String

  fn twice(self) -> String do
    self.name() <> self.name()
  end
end

struct Dog do
  n :: String
end

impl Named for Dog do
  fn name(self) -> String do
    self.n
  end
end

impl Named for Int do
  fn name(self) -> String do
    "int#{self}"
  end
end

fn show<T>(x :: T) -> String where T: Named do
  x.twice()
end

struct Box<T> do
  value :: T
end

fn unbox<T>(b :: Box<T>) -> T do
  b.value
end

fn main() do
  println(show(Dog { n: "rex" }))
  println(show(7))
  println(
    "#{unbox(Box { value: [1, 2] })} #{unbox(Box { value: "s" })} #{unbox(Box { value: 2.5 })}"
  )
  let counts = List.reduce(["b", "a", "b"], %{}, fn m, w ->
    Map.put(m, w, Option.unwrap_or(Map.get_opt(m, w), 0) + 1)
  end)
  println("#{counts}")
  println("#{Dog { n: "a" } == Dog { n: "a" }} #{compare((1, "a"), (1, "b"))}")
end
