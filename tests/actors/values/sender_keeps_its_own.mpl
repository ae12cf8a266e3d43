actor changer(reply :: Pid<List<Int>>) do
  receive do
    xs -> send(reply, List.append(List.reverse(xs), 0))
  end
end

actor owner() do
  let xs = [1, 2, 3]
  let c = spawn(changer, self())
  send(c, xs)
  receive do
    ys -> println("#{ys} #{xs}")
  end
end

fn main() do
  let _ = spawn(owner)
end
