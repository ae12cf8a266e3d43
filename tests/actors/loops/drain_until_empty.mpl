actor drain(ready :: Bool, seen :: Int) do
  if !ready do
    for i in 0..25 do
      send(self(), i)
    end
    drain(true, 0)
  else
    let more = receive do
      n -> n >= 0
      after 0 -> false
    end
    if more do
      drain(true, seen + 1)
    else
      println("drained #{seen}")
    end
  end
end

fn main() do
  let _ = spawn(drain, false, 0)
end
