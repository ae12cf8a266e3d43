struct Query do
  where :: String
  type :: Int
  table :: String
end

fn main() do
  let q = Query { where: "a = 1", type: 3, table: "t" }
  println("#{q.where} #{q.type} #{q.table} #{%{q | type: 4}.type}")
  let json = "variable"
  let from = 1
  let child = from + 1
  let test = "t"
  println("#{json} #{from} #{child} #{test}")
end
