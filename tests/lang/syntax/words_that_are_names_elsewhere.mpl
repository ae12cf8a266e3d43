struct Row do
  table :: String
  type :: Int
  end :: Int
  from :: Bool
end

fn strategy(child) = child + 1

fn main() do
  let json = 1
  let table = 2
  let start = 3
  let as = 4
  let test = 5
  let describe = 6
  let cluster = 7
  let r = Row { table: "t", type: 1, end: 2, from: true }
  println("#{json + table + start + as + test + describe + cluster} #{strategy(1)}")
  println("#{r.table} #{r.type} #{r.end} #{r.from}")
end
