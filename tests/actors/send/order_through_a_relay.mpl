actor relay(target :: Pid<Int>) do
  receive do
    n ->
      send(target, n)
      relay(target)
  end
end

actor sink(xs :: List<Int>) do
  receive do
    n ->
      let all = List.append(xs, n)
      if List.length(all) == 200 do
        println("#{all == Range.to_list(0..200)}")
      else
        sink(all)
      end
  end
end

fn main() do
  let s = spawn(sink, [])
  let r = spawn(relay, s)
  for i in 0..200 do
    send(r, i)
  end
end
