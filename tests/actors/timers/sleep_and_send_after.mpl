actor ticker(target :: Pid<String>, n :: Int) do
  Timer.sleep(10)
  send(target, "tick #{n}")
  if n < 3 do
    ticker(target, n + 1)
  end
end

actor printer(left :: Int) do
  if left > 0 do
    receive do
      text -> println(text)
    end
    printer(left - 1)
  end
end

fn main() do
  let p = spawn(printer, 5)
  Timer.send_after(p, 1000, "last")
  Timer.send_after(p, 600, "later")
  let _ = spawn(ticker, p, 1)
  Timer.sleep(0)
  Timer.sleep(-5)
end
