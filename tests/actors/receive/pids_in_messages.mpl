type Ask do
  Ping(Pid<Answer>, Int)
  Quit
end

type Answer do
  Pong(Int)
end

actor server(served :: Int) do
  receive do
    Ping(from_, n) ->
      send(from_, Pong(n * 2))
      server(served + 1)
    Quit -> println("served #{served}")
  end
end

actor client(target :: Pid<Ask>, n :: Int) do
  send(target, Ping(self(), n))
  receive do
    Pong(m) -> println("#{n} -> #{m}")
  end
  if n < 3 do
    client(target, n + 1)
  else
    send(target, Quit)
  end
end

fn main() do
  let s = spawn(server, 0)
  let _ = spawn(client, s, 1)
end
