fn add(a, b): Int do
  a + b
end
