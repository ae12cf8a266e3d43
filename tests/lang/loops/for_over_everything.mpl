struct Bag do
  items :: List<String>
end

impl Iterable for Bag do
  type Item = String
  type Iter = Iter<String>
  fn iter(self) -> Iter<String> = Iter.from(self.items)
end

fn main() do
  println("#{for x in [1, 2] do x * 2 end}")
  println("#{for x in Set.from_list([3, 3, 4]) do x end}")
  println("#{for i in 2..5 do i end} #{for i in 5..2 do i end}")
  println("#{for k in %{"a" => 1, "b" => 2} do k end}")
  println("#{for {k, v} in %{"a" => 1, "b" => 2} do "#{k}#{v}" end}")
  println("#{for x in Iter.from([1, 2, 3]) |> Iter.map(fn n -> n + 1 end) do x end}")
  println("#{for s in Bag { items: ["p", "q"] } do s <> "!" end}")
  println("#{for (i, s) in List.enumerate(["a", "b"]) do "#{i}#{s}" end}")
end
