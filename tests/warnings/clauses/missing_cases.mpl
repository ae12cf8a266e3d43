fn f(0) = "zero"
fn f(1) = "one"

fn g(true, n) when n > 1 = n
fn g(false, n) = n

fn main() do
  let h = fn Some(x) -> x end
  println(f(0) <> "#{g(true, 3)} #{h(Some(1))}")
end
