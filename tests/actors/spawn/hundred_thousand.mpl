actor one(parent :: Pid<Int>, n :: Int) do
  receive do
    add -> send(parent, n + add)
  end
end

actor sum(left :: Int, total :: Int) do
  if left == 0 do
    println("#{total}")
  else
    let n = receive do
      n -> n
    end
    sum(left - 1, total + n)
  end
end

fn main() do
  let parent = spawn(sum, 100000, 0)
  for i in 0..100000 do
    let p = spawn(one, parent, i)
    send(p, 1)
  end
end
