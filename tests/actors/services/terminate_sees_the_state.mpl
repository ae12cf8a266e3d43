service Till do
  fn init() -> Int = 0

  cast Put(n :: Int) do |sum| sum + n end

  call Sum() :: Int do |sum| (sum, sum) end

  terminate do |sum|
    println("closed with #{sum}")
  end
end

actor user() do
  let t = Till.start()
  Till.put(t, 5)
  Till.put(t, 7)
  println("#{Till.sum(t)}")
  let ref = Process.monitor(t)
  Process.exit(t, "shutdown")
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(user)
end
