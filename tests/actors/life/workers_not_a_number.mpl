# What cannot be read is reported, and the default holds.
fn main() do
  println("#{Job.await(Job.async(fn -> 1 + 1 end))}")
end
