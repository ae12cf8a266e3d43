fn pick(b :: Bool) do
  let x = if b do 1 else "one" end
  let y = case x do
    0 -> true
    _ -> 2.5
  end
  (x, y)
end
