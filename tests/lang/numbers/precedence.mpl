struct P do
  x :: Int
end

fn f(n) = n + 1

fn main() do
  println("#{not true == false} #{not (true == true)}")
  let p = P { x: 4 }
  println("#{-p.x} #{!(1 == 2)}")
  let n = 3
  println("#{0..n + 1} #{Range.length(0..n + 1)}")
  println("#{1 + 2 |> f} #{"a" <> "b" == "ab"} #{true or false and false} #{1 < 2 == true}")
  println("#{[1, 2, 3][1 + 1]} #{%{"k" => 2}["k"] * 2} #{-[5][0]}")
end
