# A million turns; what each makes is gone when the loop turns.
actor turns(report :: String) do
  let me = self()
  send(me, 1000000)
  while Process.alive(me) do
    receive do
      n -> if n == 0 do
        break
      else
        let word = "turn #{n}"
        send(me, n - String.length(word) + String.length(word) - 1)
      end
    end
  end
  println(report)
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(turns, "a million turns"))
end
