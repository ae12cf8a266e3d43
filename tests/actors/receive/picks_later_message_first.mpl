actor picky do
  receive do
    "third" -> println("third")
  end
  receive do
    "first" -> println("first")
  end
  receive do
    other -> println("left over: #{other}")
  end
end

fn main() do
  let p = spawn(picky)
  send(p, "first")
  send(p, "second")
  send(p, "third")
end
