struct Part do
  sku :: String
  count :: Int
end deriving(Json)

fn main() do
  let none :: Option<Int> = None
  println(json { type: "a", "key with space": 1, end: nil, nested: json { on: true } })
  println(json {
    some: Some(2),
    none: none,
    list: [1.5, 2.0],
    map: %{"x" => [1]},
    part: Part { sku: "q\"", count: 0 }
  })
  println(json {})
  let text :: String = json { a: 1 }
  println(json { quoted: text })
end
