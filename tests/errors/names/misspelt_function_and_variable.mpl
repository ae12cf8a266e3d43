fn customer_name(id :: Int) -> String = "c#{id}"

fn main() do
  let identifier = 4
  println(custmer_name(identifer))
end
