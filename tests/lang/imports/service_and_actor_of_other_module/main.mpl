from Services.Counter import Counter, echo

fn main() do
  let c = Counter.start(5)
  println("#{Counter.add(c, 3)}")
  println("#{c |> Counter.add(10)}")
  Counter.reset_all(c)
  println("#{Counter.get(c)}")
  let _ = spawn(echo, "from echo")
end
