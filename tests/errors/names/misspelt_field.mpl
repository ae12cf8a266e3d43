struct Invoice do
  total :: Int
  customer :: String
end

fn main() do
  let i = Invoice { total: 1, customer: "c" }
  println("#{i.totl} #{i.custmer} #{i.date}")
end
