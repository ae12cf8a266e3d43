struct Held do
  texts :: List<String>
  table :: Map<String, List<Int>>
end

fn deep(n :: Int, h :: Held) -> Int do
  let more = %{h | texts: List.append(h.texts, "t#{n}")}
  if n == 0 do
    panic("deep with #{List.length(more.texts)}")
  end
  let below = deep(n - 1, more)
  below + List.length(more.texts)
end

actor holder(h :: Held) do
  receive do
    n ->
      let f = fn k -> "#{h.texts} #{k}" end
      println("#{deep(n, h)} #{f(1)}")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let h = Held { texts: ["a"], table: %{"k" => [1, 2]} }
  let p = spawn(holder, h)
  send(p, 50)
  ended(p)
  println("#{h.texts} #{Process.alive(p)}")
end
