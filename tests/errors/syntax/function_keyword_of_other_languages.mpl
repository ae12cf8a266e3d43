function add(a, b) do
  a + b
end

func sub(a, b) do
  a - b
end

fun mul(a, b) do
  a * b
end
