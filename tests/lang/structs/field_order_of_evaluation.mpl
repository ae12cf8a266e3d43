struct Three do
  a :: Int
  b :: Int
  c :: Int
end

fn said(n) do
  println("eval #{n}")
  n
end

fn main() do
  let t = Three { c: said(1), a: said(2), b: said(3) }
  println("#{t.a} #{t.b} #{t.c}")
  let xs = [said(4), said(5)]
  let m = %{said(6) => said(7), said(8) => said(9)}
  println("#{xs} #{m} #{said(10) + said(11) * said(12)}")
end
