fn find(xs :: List<Int>, wanted) do
  for x in xs do
    if x == wanted do
      return "found #{x}"
    end
  end
  "missing #{wanted}"
end

fn early(n :: Int) -> Int do
  if n < 0 do
    return 0
  end
  let doubled = case n do
    1 -> return 100
    other -> other * 2
  end
  doubled + 1
end

fn quiet(flag) do
  if flag do
    return
  end
  println("not quiet")
end

fn main() do
  println(find([1, 2, 3], 2))
  println(find([1, 2, 3], 9))
  println("#{early(-5)} #{early(1)} #{early(4)}")
  quiet(true)
  quiet(false)
  let f = fn x do
    if x > 10 do
      return "big"
    end
    "small"
  end
  println("#{f(11)} #{f(2)}")
end
