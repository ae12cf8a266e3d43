actor waits() do
  receive do
    text -> println("told #{text}")
  end
end

fn main() do
  let w = spawn(waits)
  Timer.send_after(w, 30, "late")
  println("main ends")
end
