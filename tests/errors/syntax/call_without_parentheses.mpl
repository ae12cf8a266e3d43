fn twice(n) = n + n

fn main() do
  println "one message"
  println "two", "arguments"
  IO.eprintln "through a module"
  twice 4
  let n = twice 5
  let kept = twice
  println("#{kept(n)}")
  if n > 3 do println "in a branch" else println("fine") end
end
