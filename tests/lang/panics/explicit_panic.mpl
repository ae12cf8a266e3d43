fn need(n) do
  if n > 2 do
    panic("too big: #{n}")
  end
  n
end

fn main() do
  println("#{need(1)}")
  let text = "held " <> "alive"
  println("#{need(3)} #{text}")
end
