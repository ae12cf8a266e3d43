import Store

fn main() do
  println("#{Store.load("a")} #{Store.laod(1)}")
  println("#{Store.Part { sku: 1 }}")
end
