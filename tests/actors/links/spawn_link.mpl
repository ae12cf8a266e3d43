actor child(n :: Int) do
  Timer.sleep(10)
  println("#{10 / n}")
end

actor parent(n :: Int) do
  let _ = spawn_link(child, n)
  receive do
    () -> println("never")
    after 50 -> println("parent #{n} lives")
  end
end

fn main() do
  let _ = spawn(parent, 0)
  Timer.sleep(80)
  let _ = spawn(parent, 5)
end
