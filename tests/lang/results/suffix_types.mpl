type Mixed = Int?!String

fn outer(n :: Int) -> Int?!String do
  if n > 1 do
    Ok(Some(n))
  else if n == 1 do
    Ok(None)
  else
    Err("low")
  end
end

fn nested(n :: Int) -> (Int, String)?!Int!String do
  if n == 0 do Err(Err("zero")) else Ok(Some((n, "n"))) end
end

fn use(m :: Mixed) do
  case m do
    Ok(Some(n)) -> "some #{n}"
    Ok(None) -> "none"
    Err(e) -> e
  end
end

fn main() do
  for n in 0..3 do
    println("#{outer(n)} #{use(outer(n))}")
  end
  println("#{nested(0)} #{nested(2)}")
end
