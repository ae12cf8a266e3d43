##! Response under load: one asks another after a timer of one millisecond, and says how late the answer was, while
##! others compute without pause, never come back from a call, or allocate until they crash.

from Measure import now, quantile

fn work(n :: Int) -> Int do
  if n < 2 do n else work(n - 1) + work(n - 2) end
end

actor hog do
  let _ = work(30)
  hog()
end

fn spin(n :: Int) -> Int do
  if n < 0 do n else spin(Int.bxor(n, 1)) end
end

actor spinner do
  println("#{spin(1)}")
end

actor hoards(held :: List<List<Int>>) do
  hoards(List.append(held, [1, 2, List.length(held)]))
end

# There is always one that allocates.
actor hoarding do
  let _ = Process.monitor(spawn(hoards, []))
  receive do
    Down(_, _, _) -> ()
  end
  hoarding()
end

actor echo do
  receive do
    from -> send(from, 1)
  end
  echo()
end

actor asker(to :: Pid<Pid<Int>>, what :: String, stop :: Int, late :: List<Int>) do
  let start = now()
  Timer.sleep(1)
  send(to, self())
  receive do
    _ -> ()
  end
  let ended = now()
  let all = List.append(late, ended - start - 1000)
  if ended < stop do
    asker(to, what, stop, all)
  else
    let sorted = List.sort(all)
    println(
      "#{what} n #{List.length(sorted)} p50us #{quantile(sorted, 50)} p99us #{quantile(sorted, 99)} maxus #{quantile(sorted, 100)}"
    )
    System.exit(0)
  end
end

fn ask(what :: String, seconds :: Int) -> () do
  let _ = spawn(asker, spawn(echo), what, now() + seconds * 1000000, [])
  ()
end

## How late the answer is, for some seconds, beside `hogs` that compute.
pub fn fair(hogs :: Int, seconds :: Int) -> () do
  for _ in 0..hogs do
    let _ = spawn(hog)
  end
  ask("fair hogs #{hogs}", seconds)
end

## The same beside loops that never end.
pub fn loops(count :: Int, seconds :: Int) -> () do
  for _ in 0..count do
    let _ = spawn(spinner)
  end
  ask("loops #{count}", seconds)
end

## The same beside `count` actors that allocate up to their limit and crash, again and again.
pub fn hoards_beside(count :: Int, seconds :: Int) -> () do
  for _ in 0..count do
    let _ = spawn(hoarding)
  end
  ask("hoard #{count}", seconds)
end
