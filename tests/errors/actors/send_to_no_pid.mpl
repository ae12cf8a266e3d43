fn main() do
  send("worker", 1)
  send(42, 1)
end
