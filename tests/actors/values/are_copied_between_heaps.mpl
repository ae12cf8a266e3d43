struct Node do
  name :: String
  children :: List<Node>
  apply :: Fun(Int) -> String
end

actor keeper(nodes :: List<Node>, left :: Int) do
  if left == 0 do
    for n in nodes do
      println("#{n.name} #{List.length(n.children)} #{n.apply(List.length(nodes))}")
    end
  else
    let n = receive do
      n -> n
    end
    keeper(List.append(nodes, n), left - 1)
  end
end

fn build(name :: String, depth :: Int) -> Node do
  let kids = if depth == 0 do [] else for i in 0..depth do build("#{name}.#{i}", depth - 1) end end
  Node { name: name, children: kids, apply: fn n -> "#{name}*#{n}" end }
end

actor maker(k :: Pid<Node>, name :: String) do
  let n = build(name, 4)
  send(k, n)
  send(k, %{n | name: n.name <> "'"})
end

fn main() do
  let k = spawn(keeper, [], 4)
  let _ = spawn(maker, k, "x")
  Timer.sleep(20)
  let _ = spawn(maker, k, "y")
end
