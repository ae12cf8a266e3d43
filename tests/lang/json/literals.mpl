struct Part do
  sku :: String
  n :: Int
end deriving(Json)

fn text(j :: String) = j

fn main() do
  let xs = [1, 2, 3]
  println(text(json { ok: true, n: xs |> List.length }))
  let inner = json { a: nil, b: 1.5, "c d": "q\"uote\n" }
  println(text(inner))
  println(text(json {
    list: xs,
    words: ["a", "b"],
    deep: json { part: Part { sku: "s", n: 2 }, unit: () },
    opt: Some(1),
    map: %{"k" => [true]},
    type: "word",
    if: inner
  }))
  let none :: Int? = None
  let asText :: String = inner
  println(text(json { none: none, quoted: asText, parts: [Part { sku: "a", n: 1 }] }))
  println("#{inner}")
  println(text(json {}))
end
