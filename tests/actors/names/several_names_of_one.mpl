actor holder() do
  println("#{Process.register("a", self())} #{Process.register("b", self())}")
  println("#{Process.whereis("a") == Process.whereis("b")}")
  let _ = Process.unregister("a")
  println("#{Process.lookup("a").is_some()} #{Process.lookup("b").is_some()}")
end

fn main() do
  let _ = spawn(holder)
end
