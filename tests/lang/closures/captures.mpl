# Closures in closures, in lists, made from functions; what they capture is shared, not copied.

fn compose(f, g) = fn x -> f(g(x)) end

fn adder(n :: Int) do
  fn a -> fn b -> a + b + n end end
end

fn fib(n :: Int) -> Int = if n < 2 do n else fib(n - 1) + fib(n - 2) end

fn run_all(fs :: List<Fun(Int) -> Int>, x :: Int) -> List<Int> do
  List.map(fs, fn f -> f(x) end)
end

fn main() do
  let inc = fn x -> x + 1 end
  let twice = fn x -> x * 2 end
  println("#{compose(inc, twice)(10)} #{adder(1)(2)(3)}")
  println("#{run_all([inc, fn x -> x * x end, fib], 10)}")
  let words = ["b", "a", "c"]
  let show = fn sep -> List.reduce(words, "", fn acc, w -> acc <> w <> sep end) end
  println(show("-"))
  println(show("+"))
  println("#{words}")
end
