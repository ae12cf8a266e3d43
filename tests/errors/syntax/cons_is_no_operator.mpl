fn f(xs) = 1 :: xs
fn g(xs) do
  let a = [1 :: xs]
  2 :: xs
end
