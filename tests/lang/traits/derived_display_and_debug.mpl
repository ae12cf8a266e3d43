pub struct Crate<T> do
  item :: T
  tags :: List<String>
end deriving(Display, Debug)

struct Tag do
  name :: String
end

struct Empty do end deriving(Display, Debug)

type Move do
  Incoming(Int)
  Outgoing(Int, String)
  Recount
end deriving(Display, Debug)

fn main() do
  println("#{Crate { item: 2.0, tags: ["a", "b"] }}")
  println(Crate { item: "x", tags: [] }.inspect())
  println("#{Crate { item: Crate { item: 1, tags: [] }, tags: ["t"] }}")
  println("#{Empty {}} #{Empty {}.inspect()}")
  println("#{Outgoing(3, "ann")} #{Recount} #{Outgoing(3, "a\"n").inspect()}")
  println("#{Tag { name: "r\n" }} #{[Tag { name: "a" }]}")
  println("#{[Incoming(1), Recount]} #{%{1 => Incoming(2)}}")
  println("#{%{"k" => ["v"]}} #{%{"k" => ["v"]}.inspect()}")
end
