struct Page do
  table :: String
  timestamps :: Int
end

fn show(json, from) = "#{json} #{from}"

fn main() do
  let json = 1
  let table = "t"
  let test = "x"
  let as = 4
  let child = 5
  let strategy = 6
  println("#{json} #{table} #{test} #{as} #{child} #{strategy} #{show(2, 3)}")
  println("#{Page { table: "a", timestamps: 1 }.table}")
end
