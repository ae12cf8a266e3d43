type Payment do
  Cash(Int)
  Card(String, Int)
  Voucher
end

fn amount(p :: Payment) -> Int do
  case p do
    Cash(n) -> n
    Card(_, n) -> n
  end
end

fn main() do
  println("#{amount(Voucher)}")
end
