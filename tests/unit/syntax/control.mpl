fn main() do
  if f(x) do 1 else 2 end
  if a do b else if c do d else e end
  if a do
    b
  else
    if c do d end
  end
  let x = if g(fn x do x end) do 1 else 2 end
  while i < 10 do break; continue end
  for i in 0..4 do i * i end
  for {sku, n} in stock when n > f(9) do sku end
  for (a, Some(b)) in xs do a end
  match x do
    1 -> "one"
    -1 | 2 | 3 when x > 2 -> "some"
    h :: t as all -> do
      println("x")
      h
    end
    [] ->
      let y = 2
      f(y)
      (y)
      return y
    Part { sku, stock: s, .. } -> case s do 0 -> 1; _ -> 2 end
    Shape.Circle(r) -> fn -> r end
    Circle -> if r do 1 else 2 end
    a | b :: t as u -> 1
    (a, (b)) -> return
    :stop -> ()
    "text" -> 1 2.5 -> 2; -2.5 -> 2
    _ ->
  end
  receive do
    Exit(pid, reason) -> 1
    x when x > 0 ->
      f(x)
      g(x)
  after 50 * 2 -> 99 end
  receive do
    m -> m
    after 10 ->
      a
      b
  end
  receive do x -> x end
end
