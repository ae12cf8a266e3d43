fn main() do
  println(Json.encode_map(%{"b" => "1\n", "a" => "é\""}))
  println(Json.encode_list(["x", ""]))
  println(JSON.encode_map(%{}) <> JSON.encode_list([]))
end
