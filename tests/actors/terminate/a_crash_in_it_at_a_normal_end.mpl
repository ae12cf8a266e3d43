##! What a terminate block had in hand when it crashed goes with the heap; nothing of that is a damaged heap.

actor counter(names :: List<String>) do
  receive do
    "stop" -> ()
    name -> counter(List.append(names, name))
  end

  terminate do
    let text = "ended with #{names}"
    if String.length(text) > 0 do
      panic(text)
    end
    println(text)
  end
end

fn main() do
  let c = spawn(counter, [])
  send(c, "a")
  send(c, "b")
  send(c, "stop")
end
