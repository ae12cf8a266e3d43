fn main() do
  let nobody = Process.whereis("nobody")
  println(nobody.inspect())
  println("#{nobody == Process.whereis("nobody either")} #{Process.alive(nobody)}")
  send(nobody, "dropped")
  println("#{Process.register("x", nobody)}")
end
