struct Part do
  sku :: String
  stock :: Int
end

fn main() do
  let a = Part { sku: "a" }
  let b = Part { sku: "b", stock: 1, colour: "red" }
  let c = Part { sku: "c", sku: "d", stock: 2 }
  println("#{a} #{b} #{c.stok} #{%{c | stcok: 3}}")
  println("#{b.price}")
  let n = 4
  println("#{n.size}")
end
