fn f(n) do let m = n + 1; m * 2 end
fn g(n) do if n > 0 do "up" else "down" end end
fn h(n) do let x = 1 x + n end

fn main() do
  println("#{f(1)} #{g(1)} #{g(-1)} #{h(2)}"); println("second")
  let s = if true do 1 else 2 end
  println("#{s}")
end
