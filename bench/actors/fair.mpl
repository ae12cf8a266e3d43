##! Response under load: H actors compute without pause, one asks another after a timer of one millisecond.

from Measure import now

fn work(n :: Int) -> Int do
  if n < 2 do n else work(n - 1) + work(n - 2) end
end

actor hog do
  let _ = work(30)
  hog()
end

actor echo do
  receive do
    from -> send(from, 1)
  end
  echo()
end

actor asker(to :: Pid<Pid<Int>>, hogs :: Int, stop :: Int, late :: List<Int>) do
  let start = now()
  Timer.sleep(1)
  send(to, self())
  receive do
    _ -> ()
  end
  let ended = now()
  let all = List.append(late, ended - start - 1000)
  if ended < stop do
    asker(to, hogs, stop, all)
  else
    let sorted = List.sort(all)
    let n = List.length(sorted)
    println(
      "fair hogs #{hogs} n #{n} p50us #{List.get(sorted, n / 2)} p99us #{List.get(sorted, n * 99 / 100)} maxus #{List.get(sorted, n - 1)}"
    )
    System.exit(0)
  end
end

## How late the answer is, for some seconds.
pub fn fair(hogs :: Int, seconds :: Int) -> () do
  for _ in 0..hogs do
    let _ = spawn(hog)
  end
  let _ = spawn(asker, spawn(echo), hogs, now() + seconds * 1000000, [])
  ()
end
