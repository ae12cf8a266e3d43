actor waiter() do
  let text = receive do
    n -> "number #{n + 0}"
    after 5 ->
      let a = "nobody"
      a <> " wrote"
  end
  println(text)
end

fn main() do
  let _ = spawn(waiter)
end
