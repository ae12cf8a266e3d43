struct Node do
  name :: String
  kids :: List<Node>
  meta :: Map<String, String>?
end

type Step do
  Push(Node)
  Swap(Node, Node)
  Nop
end

fn leaf(n :: String) = Node { name: n, kids: [], meta: None }
fn rename(n :: Node, s :: String) -> Node = %{n | name: s}
fn twice(n :: Node) -> (Node, Node) = (rename(n, n.name <> "1"), rename(n, n.name <> "2"))

fn alias_update(n :: Node) -> List<Node> do
  let a = n
  let b = %{a | kids: List.append(a.kids, leaf("k"))}
  let c = %{b | kids: List.append(b.kids, a)}
  [a, b, c, n]
end

fn pick(s :: Step) -> Node? do
  case s do
    Push(n) when n.name == "skip" -> None
    Push(Node { name, kids, .. } as whole) ->
      if List.is_empty(kids) do Some(whole) else Some(rename(whole, name <> "+")) end
    Swap(a, _) when a.name == "first" -> Some(a)
    Swap(_, b) -> Some(b)
    Nop -> None
  end
end

fn walk(n :: Node, depth :: Int) -> String do
  if depth == 0 do
    return n.name
  end
  let parts = for k in n.kids do
    if k.name == "stop" do break end
    if k.name == "skip" do continue end
    let inner = walk(k, depth - 1)
    if inner == "" do
      return "empty"
    end
    inner
  end
  n.name <> "(" <> String.join(parts, ",") <> ")"
end

fn accumulate(n :: Int, acc :: List<Node>, last :: Node?) -> List<Node> do
  if n == 0 do
    acc
  else
    let fresh = leaf("n#{n}")
    let next = case last do
      Some(l) when n % 2 == 0 -> %{l | kids: [fresh]}
      Some(l) -> %{fresh | kids: [l]}
      None -> fresh
    end
    accumulate(n - 1, if n % 3 == 0 do acc else List.prepend(acc, next) end, Some(next))
  end
end

fn shadow(n :: Node) -> Node do
  let n = rename(n, "a")
  let n = %{n | kids: [n, n]}
  let n = if List.length(n.kids) > 1 do %{n | meta: Some(%{"k" => n.name})} else n end
  n
end

fn unused(n :: Node, _m :: Node) -> Int do
  let _ = rename(n, "gone")
  let (_, b) = twice(n)
  rename(b, "dropped")
  1
end

fn closure_over(n :: Node) -> List<String> do
  let f = fn s -> rename(n, s) end
  let g = fn -> f("g").name <> n.name end
  let h = if n.name == "z" do fn -> "z" end else g end
  [f("f").name, g(), h()]
end

fn through_map(ns :: List<Node>) -> Map<String, List<Node>> do
  List.reduce(ns, %{}, fn(m, n) -> Map.put(m, n.name, List.append(Map.get(m, n.name), n)) end)
end

fn results(ns :: List<Node>) -> List<Node>!String do
  let checked = List.map_result(ns, fn n ->
    if n.name == "bad" do Err("bad at #{n.name}") else Ok(rename(n, n.name <> "!")) end
  end)?
  Ok(List.reverse(checked))
end

fn main() do
  let a = %{leaf("a") |
    kids: [leaf("b"), leaf("skip"), %{leaf("c") | kids: [leaf("d")]}, leaf("stop"), leaf("e")]
  }
  println(walk(a, 0) <> " " <> walk(a, 2) <> " " <> walk(%{a | kids: [leaf("")]}, 1))
  let (l, r) = twice(a)
  println("#{l.name} #{r.name} #{List.length(l.kids)} #{a.name}")
  println("#{for n in alias_update(a) do List.length(n.kids) end}")
  println(
    "#{for s in [Push(leaf("skip")), Push(leaf("p")), Push(a), Swap(leaf("first"), a), Swap(a, leaf("second")), Nop] do Option.map(pick(s), fn n -> n.name end) end}"
  )
  println("#{for n in accumulate(7, [], None) do walk(n, 3) end}")
  let s = shadow(a)
  println("#{s.name} #{List.length(s.kids)} #{s.meta} #{unused(a, s)}")
  println("#{closure_over(a)} #{closure_over(leaf("z"))}")
  let m = through_map([leaf("x"), leaf("y"), %{leaf("x") | kids: [a]}])
  println("#{for {k, v} in m do "#{k}#{List.length(v)}" end}")
  println(
    "#{Result.map(results([leaf("p"), leaf("q")]), fn ns -> for n in ns do n.name end end)} #{Result.map(results([leaf("p"), leaf("bad"), leaf("q")]), List.length)}"
  )
end
