struct Big do
  a :: Int
  b :: Float
  c :: String
end

type Node do
  Leaf(Float, Bool)
  Fork(Node, Big, Int)
end

fn int(ok) -> Int!String do
  if ok do Ok(5) else Err("int") end
end

fn float(ok) -> Float!Int do
  if ok do Ok(2.5) else Err(3) end
end

fn unit(ok) -> ()!Bool do
  if ok do Ok(()) else Err(true) end
end

fn big() -> Big? = Some(Big { a: 1, b: 0.5, c: "c" })

fn nested() -> Option<Result<(Int, Float), List<Bool>>> = Some(Ok((1, 1.5)))

fn main() do
  println("#{int(true)} #{int(false)} #{float(true)} #{float(false)} #{unit(true)} #{unit(false)}")
  case big() do
    Some(b) -> println("#{b.a} #{b.b} #{b.c}")
    None -> println("none")
  end
  println("#{nested()} #{Some(true)} #{Some(None)} #{Ok(Some(2.0))}")
  println("#{Fork(Leaf(1.5, true), Big { a: 2, b: 3.5, c: "z" }, -1).inspect()}")
  let f = Some(fn x -> x + 1 end)
  case f do
    Some(g) -> println("#{g(1)}")
    None -> println("none")
  end
end
