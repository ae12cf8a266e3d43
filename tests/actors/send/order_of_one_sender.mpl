actor sink(expected :: Int, last :: Int) do
  receive do
    n ->
      if n != expected do
        println("wrong: #{n}")
      end
      if n == last do
        println("all #{last + 1} in order")
      else
        sink(expected + 1, last)
      end
  end
end

fn main() do
  let s = spawn(sink, 0, 9999)
  for i in 0..10000 do
    send(s, i)
  end
end
