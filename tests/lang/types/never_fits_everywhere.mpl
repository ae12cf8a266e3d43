fn fail(why :: String) -> Never = panic(why)

fn positive(n :: Int) -> Int do
  if n > 0 do
    n
  else
    return 0
  end
end

fn name(n :: Int) -> String do
  case n do
    1 -> "one"
    2 -> return "early two"
    3 -> fail("three")
    _ -> "other"
  end
end

fn main() do
  println("#{positive(3)} #{positive(-3)} #{name(1)} #{name(2)} #{name(4)}")
  let xs = for n in [1, 2, 3] do
    let m = if n == 2 do
      continue
    else
      n * 10
    end
    m
  end
  println("#{xs}")
end
