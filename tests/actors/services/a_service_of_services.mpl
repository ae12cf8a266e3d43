service Leaf do
  fn init(n :: Int) -> Int = n

  call Value() :: Int do |n| (n, n) end

  cast Grow() do |n| n + 1 end
end

service Tree do
  fn init(sizes :: List<Int>) -> List<Pid<()>> = List.map(sizes, fn n -> Leaf.start(n) end)

  call Total() :: Int do |leaves|
    (leaves, List.reduce(leaves, 0, fn(sum, leaf) -> sum + Leaf.value(leaf) end))
  end

  cast GrowAll() do |leaves|
    List.each(leaves, fn leaf -> Leaf.grow(leaf) end)
    leaves
  end
end

fn main() do
  let t = Tree.start([1, 2, 3])
  println("#{Tree.total(t)}")
  Tree.grow_all(t)
  println("#{Tree.total(t)}")
end
