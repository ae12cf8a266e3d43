from Settings import base, table

let total = base * 2 + Map.get(table, "x")

fn main() do
  println("#{total} #{table}")
end
