# The state loop in each place that counts as the end of the body: case, if, receive, after.
actor counter(left :: Int, words :: List<String>, asked :: Pid<Int>) do
  receive do
    word -> if left == 1 do
      send(asked, List.length(words))
    else
      case List.length(words) do
        3 -> counter(left - 1, [word], asked)
        _ -> counter(left - 1, List.append(words, word), asked)
      end
    end
  end
end

actor idle(left :: Int, label :: String, asked :: Pid<Int>) do
  receive do
    word -> idle(left, word, asked)
    after 0 ->
      if left == 0 do
        send(asked, String.length(label))
      else
        idle(left - 1, "#{left}", asked)
      end
  end
end

fn feed(_, 0) = ()
fn feed(to, n) do
  send(to, "word #{n}")
  feed(to, n - 1)
end

actor asker() do
  let me = self()
  feed(spawn_link(counter, 1000000, [], me), 1000000)
  receive do
    n -> println("#{n}")
  end
  spawn_link(idle, 1000000, "", me)
  receive do
    n -> println("#{n}")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(asker))
end
