struct Point do
  x :: Int
  y :: Float
end

fn make(
  s :: String,
  n :: Int,
  f :: Float,
  b :: Bool,
  xs :: List<String>,
  p :: Point,
  t :: (Int, String)
) do
  fn -> "#{s} #{n} #{f} #{b} #{xs} #{p.x} #{t}" end
end

fn main() do
  let f = make("s" <> "t", 1, 2.5, true, ["a", "b"], Point { x: 3, y: 0.5 }, (4, "q"))
  println(f())
  println(f())
end
