actor adder(a, b, reply) do
  send(reply, a + b)
end

actor asker() do
  let _ = spawn(adder, 20, 22, self())
  receive do
    sum -> println("#{sum}")
  end
end

fn main() do
  let _ = spawn(asker)
end
