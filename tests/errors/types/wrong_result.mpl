fn name(n :: Int) -> String do
  if n == 0 do
    "zero"
  else
    n
  end
end
