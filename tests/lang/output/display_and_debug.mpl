struct Tag do
  name :: String
  weight :: Float
end deriving(Display, Debug)

type Mark do
  Plain
  Named(String, Int)
end

struct Loud do
  n :: Int
end

impl Display for Loud do
  fn to_string(self) -> String = "LOUD #{self.n}"
end

fn main() do
  let t = Tag { name: "red", weight: 2.0 }
  println("#{t} #{t.inspect()}")
  println("#{[Named("a", 1), Plain]}")
  println("#{[Loud { n: 1 }]} #{(Loud { n: 2 }, "x")} #{Some(Loud { n: 3 })}")
  println("#{["a\"b"]} #{["a\"b"].inspect()} #{%{"k" => "v"}.inspect()}")
  println("#{()} #{(1, "a")} #{Some("x")} #{Some("x").inspect()} #{Ok(1.0).inspect()}")
  println("#{0..5} #{Less} #{~r/a+/i} #{Set.from_list([1, 1])}")
  println("#{[1.0, 0.5]} #{[1.0].inspect()}")
end
