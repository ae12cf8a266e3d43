fn find(n :: Int) -> Int? do
  if n > 2 do
    return n
  end
  None
end
