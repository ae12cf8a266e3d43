fn main() do
  let zero = List.length([])
  let good = Job.async(fn -> "fine" end)
  let bad = Job.async(fn -> 1 / zero end)
  println("#{Job.await(good)} #{Job.await(good)}")
  println("#{Job.await(bad)} #{Job.await(bad)}")
  println("#{Job.map([1, 0, 2], fn n -> 10 / n end)}")
end
