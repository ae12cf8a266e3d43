struct Address do
  city :: String
  zip :: Int
end deriving(Eq, Display)

struct Person do
  name :: String
  home :: Address
  tags :: List<String>
end deriving(Eq, Display)

fn moved(p :: Person, city :: String) -> Person = %{p | home: %{p.home | city: city}}

fn main() do
  let a = Person { home: Address { city: "Bern", zip: 3000 }, name: "Ann", tags: [] }
  let b = moved(a, "Basel")
  println("#{a}")
  println("#{b}")
  println("#{a == b} #{moved(b, "Bern") == a}")
  println("#{%{moved(a, "Chur") | tags: ["x"], name: "Bob"}}")
end
