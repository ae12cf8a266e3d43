actor counter(n :: Int, names :: List<String>) do
  receive do
    "stop" -> ()
    name -> counter(n + 1, List.append(names, name))
  end

  terminate do
    println("ended at #{n} with #{names}")
  end
end

fn main() do
  let c = spawn(counter, 0, [])
  send(c, "a")
  send(c, "b")
  send(c, "stop")
end
