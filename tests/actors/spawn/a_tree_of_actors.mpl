actor node(depth :: Int, parent :: Pid<Int>) do
  if depth == 0 do
    send(parent, 1)
  else
    let _ = spawn(node, depth - 1, self())
    let _ = spawn(node, depth - 1, self())
    let left = receive do
      n -> n
    end
    let right = receive do
      n -> n
    end
    send(parent, left + right + 1)
  end
end

actor root() do
  let _ = spawn(node, 9, self())
  receive do
    n -> println("#{n} nodes")
  end
end

fn main() do
  let _ = spawn(root)
end
