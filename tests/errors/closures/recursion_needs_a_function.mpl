fn main() do
  let countdown = fn n -> if n == 0 do 0 else countdown(n - 1) end end
  println("#{countdown(3)}")
end
