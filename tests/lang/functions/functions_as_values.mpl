fn double(x) = x * 2

fn apply_twice(f, x) = f(f(x))

fn compose(f, g) = fn x -> g(f(x)) end

fn pick(name :: String) -> Fun(Int, Int) -> Int do
  case name do
    "add" -> fn(a, b) -> a + b end
    "mul" -> fn(a, b) -> a * b end
    _ -> sub
  end
end

fn sub(a :: Int, b :: Int) -> Int = a - b

fn main() do
  println("#{apply_twice(double, 3)}")
  let f = compose(double, fn n -> "<#{n}>" end)
  println(f(21))
  println("#{pick("add")(7, 3)} #{pick("mul")(7, 3)} #{pick("?")(7, 3)}")
  println("#{List.map([1, 2], Some)}")
  println("#{List.map(["1", "x"], String.to_int)}")
end
