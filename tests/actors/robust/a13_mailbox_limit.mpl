actor deaf do
  Timer.sleep(60000)
end

actor deaf_receiver do
  receive do
    "never" -> ()
  end
end

fn flood(to :: Pid<Int>, left :: Int) -> () do
  if left > 0 do
    send(to, left)
    flood(to, left - 1)
  end
end

fn flood_texts(to :: Pid<String>, left :: Int) -> () do
  if left > 0 do
    send(to, "text #{left}")
    flood_texts(to, left - 1)
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let a = spawn(deaf)
  flood(a, 1000000)
  ended(a)
  let b = spawn(deaf_receiver)
  flood_texts(b, 300000)
  ended(b)
  for _ in 0..20 do
    let c = spawn(deaf)
    flood(c, 500000)
    ended(c)
  end
  println("main goes on")
end
