fn main() do
  let id = Timer.call_after(60000, fn -> println("never") end)
  println("#{Timer.cancel(id)} #{Timer.cancel(id)}")
end
