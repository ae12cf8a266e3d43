fn first(xs :: List<List<Int>>) -> List<Int> = List.head(xs)

fn pick(Some(x) :: Option<List<String>>, d :: List<String>) = x
fn pick(None, d) = d

actor keeper(start :: Map<String, List<Int>>) do
  receive do
    (key, n) -> do
      println("#{Map.get(start, key)} #{n + 1}")
    end
  end
end

service Store do
  fn init(items :: Map<String, List<Int>>) = items

  call Find(key :: String) :: List<Int> do |items|
    (items, Map.get(items, key))
  end
end

interface Folded do
  fn fold_it(self, f :: Fun(Int, Int) -> Int) -> Int
end

struct Box do
  items :: List<Int>
end

impl Folded for Box do
  fn fold_it(self, f :: Fun(Int, Int) -> Int) -> Int do
    List.reduce(self.items, 0, f)
  end
end

fn main() do
  let f = fn(m :: Map<String, List<Int>>) -> Map.get(m, "k") end
  println("#{f(%{"k" => [1, 2]})} #{first([[3]])} #{pick(None, ["d"])}")
  let pid = spawn(keeper, %{"a" => [7]})
  send(pid, ("a", 1))
  Timer.sleep(20)
  let s = Store.start(%{"x" => [5]})
  println("#{Store.find(s, "x")} #{Box { items: [1, 2, 3] }.fold_it(fn a, b -> a + b end)}")
end
