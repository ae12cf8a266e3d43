type Token do
  Num(Int)
  Plus
  Minus
  Open
end

fn describe(ts :: List<Token>) -> String do
  case ts do
    [] -> "nothing"
    ((Plus | Minus) as op) :: Num(n) :: rest -> "#{op} #{n}, #{List.length(rest)} more"
    Num(1 | 2 | 3) :: _ -> "small"
    Num(n) :: _ as all when n > 100 -> "big, #{List.length(all)}"
    _ :: tail as all -> "#{List.length(all)} with #{List.length(tail)}"
  end
end

fn main() do
  println(describe([]))
  println(describe([Minus, Num(4), Plus]))
  println(describe([Num(2)]))
  println(describe([Num(101), Plus]))
  println(describe([Open, Open, Plus]))
end
