struct Invoice do
  total :: Int
end

fn show(invoice :: Invoce) -> Sting = "#{invoice.total}"

fn count(xs :: Lst<Int>) -> Integer = List.length(xs)

fn main() do
  println(show(Invoice { total: 1 }))
  println("#{count([1])}")
end
