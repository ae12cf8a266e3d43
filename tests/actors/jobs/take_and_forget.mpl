##! A job that was taken or forgotten is gone once it is done; one that was awaited keeps its result.

fn work(n :: Int) -> Int do
  Timer.sleep(1)
  100 / n
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end

fn main() do
  let kept = Job.async(fn -> work(1) end)
  println("#{Job.await(kept)} #{Process.alive(kept.pid)} #{Job.await(kept)}")
  let taken = Job.async(fn -> work(2) end)
  println("#{Job.take(taken)}")
  gone(taken.pid)
  println("taken: #{Job.await(taken)}")
  let failed = Job.async(fn -> work(0) end)
  println("#{Job.take(failed)}")
  gone(failed.pid)
  let forgotten = Job.async(fn ->
    let _ = work(4)
    println("the forgotten job has worked")
  end)
  Job.forget(forgotten)
  gone(forgotten.pid)
  println("forgotten: #{Job.await(forgotten)}")
end
