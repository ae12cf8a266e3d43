actor reader() do
  let push = fn n -> send(self(), n) end
  push(1)
  push(2)
  let a = receive do
    x -> x
  end
  let b = receive do
    x -> x
  end
  println("#{a} #{b}")
end

fn main() do
  let _ = spawn(reader)
end
