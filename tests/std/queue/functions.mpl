fn main() do
  let q = Queue.new() |> Queue.push(1) |> Queue.push(2) |> Queue.push(3)
  let (first, rest) = Queue.pop(q)
  println("#{q} #{first} #{rest} #{Queue.peek(rest)} #{Queue.size(q)} #{Queue.is_empty(q)}")
  println(
    "#{Queue.pop_back(q)} #{Queue.push_front(q, 0)} #{Queue.to_list(Queue.map(q, fn x -> x * 2 end))}"
  )
  println(
    "#{Queue.from_list([1, 2, 3]) == q} #{for x in q do x end} #{Queue.new().pop_opt() == Some((1, q))}"
  )
  let p = PriorityQueue.new()
    |> PriorityQueue.push(3, "c")
    |> PriorityQueue.push(1, "a")
    |> PriorityQueue.push(3, "d")
    |> PriorityQueue.push(2, "b")
  println("#{PriorityQueue.to_list(p)} #{PriorityQueue.peek_opt(p)} #{PriorityQueue.size(p)}")
  let big = List.reduce(List.range(0, 2000), PriorityQueue.new(), fn acc, i ->
    PriorityQueue.push(acc, (i * 7919) % 2003, i)
  end)
  println("#{List.take(PriorityQueue.to_list(big), 3)}")
  Queue.peek(Queue.filter(q, fn x -> x > 5 end)) |> show
end

fn show(n) = println("#{n}")
