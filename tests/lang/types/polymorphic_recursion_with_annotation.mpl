fn pair_it<T>(x :: T, n :: Int) -> String where T: Debug do
  if n > 0 do
    pair_it("text", n - 1) <> pair_it(1, n - 1)
  else
    "(#{x.inspect()})"
  end
end

fn main() do
  println(pair_it(2.5, 1))
end
