struct Part do
  sku :: String
  stock :: Int
  tags :: List<String>
end

fn look(p) do
  case p do
    Part { stock: 0, .. } -> "sold out"
    Part { sku: "a1", stock } -> "a1 x #{stock}"
    Part { tags: first :: _, sku, .. } -> "#{sku} is #{first}"
    Part { sku, stock, tags: [] } -> "#{sku} plain #{stock}"
  end
end

fn main() do
  println(look(Part { sku: "a1", stock: 0, tags: [] }))
  println(look(Part { sku: "a1", stock: 3, tags: [] }))
  println(look(Part { sku: "b", stock: 3, tags: ["new", "red"] }))
  println(look(Part { sku: "c", stock: 3, tags: [] }))
end
