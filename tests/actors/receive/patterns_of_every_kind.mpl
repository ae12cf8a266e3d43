struct Item do
  name :: String
  count :: Int
end

type Message do
  Text(String)
  Number(Int)
  Pair((Int, String))
  Items(List<Item>)
  Flag(Bool)
  Real(Float)
  Kind(Atom)
  Nothing
end

actor reader() do
  receive do
    Text("exact") -> println("exact text")
    Text(t) -> println("text #{t}")
    Number(-1) -> println("minus one")
    Number(n) when n > 100 -> println("big #{n}")
    Number(1 | 2 | 3) -> println("small")
    Number(n) -> println("number #{n}")
    Pair((1, s)) -> println("one #{s}")
    Pair((_, s) as p) -> println("pair #{p} #{s}")
    Items([]) -> println("no items")
    Items([Item { name, count: 1 }]) -> println("one #{name}")
    Items(first :: rest) -> println("#{first.name} and #{List.length(rest)} more")
    Flag(true) -> println("yes")
    Flag(false) -> println("no")
    Real(0.5) -> println("half")
    Real(f) -> println("real #{f}")
    Kind(:day) -> println("day")
    Kind(k) -> println("kind #{k}")
    Nothing -> println("nothing")
  end
  reader()
end

fn main() do
  let r = spawn(reader)
  send(r, Text("exact"))
  send(r, Text("other"))
  send(r, Number(-1))
  send(r, Number(101))
  send(r, Number(2))
  send(r, Number(50))
  send(r, Pair((1, "a")))
  send(r, Pair((2, "b")))
  send(r, Items([]))
  send(r, Items([Item { name: "x", count: 1 }]))
  send(r, Items([Item { name: "x", count: 2 }]))
  send(r, Flag(true))
  send(r, Flag(false))
  send(r, Real(0.5))
  send(r, Real(1.5))
  send(r, Kind(:day))
  send(r, Kind(:night))
  send(r, Nothing)
end
