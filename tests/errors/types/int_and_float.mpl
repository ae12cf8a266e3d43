fn half(n :: Int) -> Float do
  n / 2.0
end
