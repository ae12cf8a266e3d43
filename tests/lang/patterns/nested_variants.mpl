# Alternatives, whole names and literals below variants; `?` in the arms.

type Expr do
  Num(Int)
  Plus(Expr, Expr)
  Times(Expr, Expr)
  Neg(Expr)
end

fn eval(e :: Expr) -> Int!String do
  case e do
    Num(n) -> Ok(n)
    Plus(a, b) -> do
      let x = eval(a)?
      let y = eval(b)?
      Ok(x + y)
    end
    Times(Num(0), _) -> Ok(0)
    Times(_, Num(0)) -> Ok(0)
    Times(a, b) -> Ok(eval(a)? * eval(b)?)
    Neg(Num(n)) when n < 0 -> Err("double negative #{n}")
    Neg(x) -> Ok(0 - eval(x)?)
  end
end

fn simplify(e :: Expr) -> Expr do
  case e do
    Plus(Num(0), x) -> simplify(x)
    Plus(x, Num(0)) -> simplify(x)
    Plus(a, b) -> Plus(simplify(a), simplify(b))
    Times(Num(1), x) | Times(x, Num(1)) -> simplify(x)
    Neg(Neg(x)) -> simplify(x)
    (Neg(inner) as whole) when inner == Num(5) -> whole
    other -> other
  end
end

fn classify(a :: Option<Int>, b :: Option<Int>) -> String do
  case (a, b) do
    (Some(x), Some(y)) when x == y -> "same #{x}"
    (Some(x), Some(_)) -> "first #{x}"
    (None, Some(y)) | (Some(y), None) -> "single #{y}"
    (None, None) -> "none"
  end
end

fn main() do
  println("#{eval(Plus(Num(1), Times(Num(2), Num(3))))}")
  println("#{eval(Neg(Neg(Num(-4))))}")
  println("#{eval(Times(Num(0), Neg(Num(-4))))}")
  println("#{simplify(Plus(Num(0), Times(Num(1), Neg(Neg(Num(9))))))}")
  println("#{simplify(Neg(Num(5)))}")
  println(classify(Some(1), Some(1)))
  println(classify(Some(1), Some(2)))
  println(classify(None, Some(2)))
  println(classify(Some(3), None))
  println(classify(None, None))
end
