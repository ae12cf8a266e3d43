type Pair do
  Left(Int)
  Right(Int, Int)
end

fn f(p) do
  case p do
    Left(a) | Right(_, b) -> 1
  end
end
