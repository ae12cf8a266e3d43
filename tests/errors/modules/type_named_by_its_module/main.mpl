import Store

fn show(p :: Store.Prat) -> String = p.sku

fn main() do
  println(show(Store.Part { sku: "a" }))
end
