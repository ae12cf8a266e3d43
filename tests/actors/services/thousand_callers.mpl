service Numbers do
  fn init() -> Int do
    0
  end

  call Next(tag :: Int) :: (Int, Int) do |n|
    (n + 1, (tag, n))
  end
end

actor caller(numbers :: Pid, tag :: Int, to :: Pid<Bool>) do
  let (t1, a) = Numbers.next(numbers, tag)
  let (t2, b) = Numbers.next(numbers, tag + 100000)
  send(to, t1 == tag && t2 == tag + 100000 && a < b)
end

actor judge(left :: Int, good :: Int, numbers :: Pid) do
  if left == 0 do
    let (_, n) = Numbers.next(numbers, 0)
    println("#{good} of 1000, #{n} calls")
  else
    let ok = receive do
      ok -> ok
    end
    judge(left - 1, if ok do good + 1 else good end, numbers)
  end
end

fn main() do
  let numbers = Numbers.start()
  let j = spawn(judge, 1000, 0, numbers)
  for i in 0..1000 do
    let _ = spawn(caller, numbers, i, j)
  end
end
