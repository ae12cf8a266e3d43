fn add(a, b) -> do
  a + b
end
