# Values a million levels deep: each operation works, or crashes the actor that asked for it.
type Chain do
  End
  Link(Int, Chain)
end deriving(Eq, Ord, Hash, Display, Debug)

type Nest do
  Nest(List<Nest>)
end deriving(Eq, Hash, Display, Debug)

type Tree do
  Leaf
  Node(Tree, String, Tree)
end deriving(Eq, Ord, Hash, Display, Debug)

struct Box do
  inner :: Option<Box>
end deriving(Eq, Json)

fn chain(n :: Int, rest :: Chain) -> Chain do
  if n == 0 do rest else chain(n - 1, Link(n, rest)) end
end

fn nest(n :: Int, inside :: Nest) -> Nest do
  if n == 0 do inside else nest(n - 1, Nest([inside])) end
end

fn tree(n :: Int, below :: Tree) -> Tree do
  if n == 0 do
    below
  else if n % 2 == 0 do
    tree(n - 1, Node(below, "even", Leaf))
  else
    tree(n - 1, Node(Leaf, "odd", below))
  end
end

fn box(n :: Int, inner :: Box) -> Box do
  if n == 0 do inner else box(n - 1, Box { inner: Some(inner) }) end
end

fn deep_chain() -> Chain = chain(1000000, End)

fn deep_nest() -> Nest = nest(1000000, Nest([]))

fn deep_tree() -> Tree = tree(1000000, Leaf)

fn deep_box() -> Box = box(1000000, Box { inner: None })

fn chain_length(c :: Chain, n :: Int) -> Int do
  case c do
    End -> n
    Link(_, rest) -> chain_length(rest, n + 1)
  end
end

fn nest_depth(x :: Nest, n :: Int) -> Int do
  case x do
    Nest([]) -> n
    Nest(inside) -> nest_depth(List.head(inside), n + 1)
  end
end

fn tree_depth(t :: Tree, n :: Int) -> Int do
  case t do
    Leaf -> n
    Node(Leaf, _, right) -> tree_depth(right, n + 1)
    Node(left, _, _) -> tree_depth(left, n + 1)
  end
end

# Its value is copied into another heap on the way back.
fn travels<T>(make :: Fun() -> T) -> T do
  Result.unwrap(Job.await(Job.async(make)))
end

fn survives<T>(what :: String, work :: Fun() -> T) -> () do
  case Job.await(Job.async(work)) do
    Ok(_) -> println("#{what} ends")
    Err("stack overflow") -> println("#{what} ends")
    Err("out of memory") -> println("#{what} ends")
    Err(why) -> println("#{what}: #{why}")
  end
end

fn main() do
  println("#{chain_length(travels(deep_chain), 0)}")
  println("#{nest_depth(travels(deep_nest), 0)}")
  println("#{tree_depth(travels(deep_tree), 0)}")
  println("#{String.length(travels(fn -> String.repeat("deep", 1000000) end))}")
  survives("equal chains", fn -> deep_chain() == deep_chain() end)
  survives("equal nests", fn -> deep_nest() == deep_nest() end)
  survives("equal trees", fn -> deep_tree() == deep_tree() end)
  survives("equal boxes", fn -> deep_box() == deep_box() end)
  survives("ordered chains", fn -> deep_chain() < deep_chain() end)
  survives("ordered trees", fn -> deep_tree() < deep_tree() end)
  survives("shown chain", fn -> String.length("#{deep_chain()}") end)
  survives("shown nest", fn -> String.length("#{deep_nest()}") end)
  survives("shown tree", fn -> String.length("#{deep_tree()}") end)
  survives("inspected chain", fn -> String.length(inspect(deep_chain())) end)
  survives("hashed chain", fn -> Map.size(Map.put(Map.new(), deep_chain(), 1)) end)
  survives("hashed nest", fn -> Map.size(Map.put(Map.new(), deep_nest(), 1)) end)
  survives("hashed tree", fn -> Map.size(Map.put(Map.new(), deep_tree(), 1)) end)
  survives("encoded box", fn -> String.length(Json.encode(deep_box())) end)
  survives("decoded text", fn ->
    Json.parse(String.repeat("[", 1000000) <> String.repeat("]", 1000000))
  end)
  survives("long text", fn -> String.repeat("deep", 1000000) == String.repeat("deep", 1000000) end)
  survives("long list", fn -> List.length(List.sort(List.repeat("x", 1000000))) end)
  println("main goes on")
end
