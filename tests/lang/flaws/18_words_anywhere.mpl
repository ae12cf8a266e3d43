struct Entry do
  type :: String
  match :: Int
  do :: Bool
end

struct Expr do
  case :: Fun(Int) -> String
  where :: Fun(Int) -> String
end

fn main() do
  let e = Entry { type: "t", match: 3, do: true }
  let f = %{e | match: 4}
  println("#{f.type} #{f.match} #{f.do}")
  println(json { type: e.type, end: e.match, "two words": nil, fn: 1 })
  let x = Expr { case: fn n -> "case #{n}" end, where: fn n -> "where #{n}" end }
  println("#{x.case(1)} #{x.where(2)}")
end
