fn twice(n :: Int, f :: Fun(Int) -> Int) = f(f(n))
fn run(f :: Fun() -> String) = "<" <> f() <> ">"

fn main() do
  let n = twice(3) do |x|
    let y = x * 10
    y + 1
  end
  println("#{n}")
  println(run() do
    "inside"
  end)
  let total = List.reduce([1, 2, 3], 0) do |sum, x| sum + x end
  println("#{total}")
  let kept = [1, 2, 3, 4] |> List.filter() do |x| x % 2 == 0 end
  println("#{kept}")
  if twice(1, fn x -> x + 1 end) == 3 do
    println("heads take no closure")
  end
end
