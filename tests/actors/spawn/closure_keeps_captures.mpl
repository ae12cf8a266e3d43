actor asker() do
  let me :: Pid<String> = self()
  let words = ["a", "b"]
  let table = %{"k" => [1, 2]}
  let _ = spawn(fn -> send(me, "#{words} #{table}") end)
  receive do
    text -> println(text)
  end
  println("#{words}")
end

fn main() do
  let _ = spawn(asker)
end
