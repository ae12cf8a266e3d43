fn main() do
  let slow = Job.async(fn ->
    Timer.sleep(60000)
    1
  end)
  println("#{Job.await_timeout(slow, 10)}")
  let quick = Job.async(fn -> 2 end)
  println("#{Job.await_timeout(quick, 60000)}")
  panic("ends the slow one")
end
