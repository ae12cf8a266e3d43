fn main() do
  let a = Prt { sku: 1 }
  println("#{a}")
end
