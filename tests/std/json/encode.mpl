struct Shape do
  name :: String
  sizes :: List<Float?>
end deriving(Json)

fn main() do
  println(
    "#{Json.encode(42.0)} #{Json.encode(1.0e16)} #{Json.encode(1.0e-6)} #{Json.encode(0.00001)} #{Json.encode(0.0 / 0.0)} #{Json.encode(95.5)} #{Json.encode(1.5e300)}"
  )
  println(
    "#{Json.encode("a\"b\\\n\u{1}é/")} #{Json.encode([1, 2])} #{Json.encode(%{"k" => [true]})} #{Json.encode(Some(1))}"
  )
  println("#{Json.encode_string("hi\t")} #{Json.encode_int(42)} #{Json.encode_bool(true)}")
  println(Json.encode([Shape { name: "s", sizes: [Some(1.0), None] }]))
  println(Json.encode(json { b: 1, a: json { d: nil } }))
  println("#{json { a: 1, b: Some("x"), c: json { d: nil } }}")
end
