struct Part do
  sku :: String
  stock :: Int
end

fn main() do
  let a = Part { sku: 1, stock: "x" }
  println("#{%{a | stock: 1.5}}")
  case a do
    Part { sku: 3, .. } -> println("three")
    Part { nope, .. } -> println(nope)
  end
end
