actor owner() do
  send(self(), "mine")
  let job = Job.async(fn -> 40 + 2 end)
  println("#{Job.await(job)}")
  receive do
    text -> println(text)
  end
end

fn main() do
  let _ = spawn(owner)
end
