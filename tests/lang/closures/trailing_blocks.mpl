fn twice(label :: String, f :: Fun(Int) -> String) -> String = "#{label}: #{f(1)} #{f(2)}"

fn run(f :: Fun() -> Int) -> Int = f() + f()

fn main() do
  println(twice("n") do |n|
    let m = n * 10
    "<#{m}>"
  end)
  println("#{run() do
    21
  end}")
  let xs = List.map([1, 2]) do |x|
    x + 100
  end
  println("#{xs}")
end
