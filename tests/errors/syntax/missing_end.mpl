fn f(n) do
  if n > 1 do
    println("x")
end

fn g() = 1
