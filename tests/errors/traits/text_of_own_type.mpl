struct Money do
  cents :: Int
end deriving(Eq)

fn main() do
  let a = Money { cents: 1 }
  println("price #{a}")
  println(a)
  println(a.to_string())
end
