struct Part do
  sku :: String
  stock :: Int
  price :: Float
  active :: Bool
  note :: String?
  tags :: List<String>
  sizes :: Map<String, Int>
end deriving(Json, Eq, Debug)

type Shape do
  Dot
  Circle(Float)
  Named(String, Int)
end deriving(Json, Debug)

struct Drawing do
  shapes :: List<Shape>
  main :: Part?
end deriving(Json, Debug)

fn main() do
  let p = Part {
    sku: "a\"1",
    stock: 3,
    price: 1.5,
    active: true,
    note: None,
    tags: ["x"],
    sizes: %{"m" => 2}
  }
  let text = Json.encode(p)
  println(text)
  println("#{Part.from_json(text) == Ok(p)}")
  println(Json.encode(Drawing { shapes: [Dot, Circle(1.5), Named("n", 2)], main: Some(p) }))
  println(
    "#{Drawing.from_json("{\"shapes\":[{\"tag\":\"Circle\",\"fields\":[2]},{\"tag\":\"Dot\",\"fields\":[]}]}")}"
  )
  case Part.from_json("{\"stock\":1}") do
    Ok(_) -> println("decoded")
    Err(e) -> println(e)
  end
end
