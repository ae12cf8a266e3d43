let a = f()
let c = [c2]
let c2 = List.length(c)
let fine = g(3)

fn f() -> Int = a
fn g(n :: Int) -> Int = if n == 0 do 0 else g(n - 1) end

fn main() do
  println("#{a} #{fine} #{c}")
end
