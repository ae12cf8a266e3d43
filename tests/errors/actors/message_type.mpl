actor counter(n :: Int) do
  receive do
    k -> counter(n + k)
  end
end

fn main() do
  let c = spawn(counter, 0)
  send(c, "text")
  let d = spawn(counter, "zero")
  send(d, 1)
  send(5, 1)
end
