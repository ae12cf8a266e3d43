actor waiter do
  let polled = receive do
    n -> n
    after 0 -> -1
  end
  println("polled #{polled}")
  let late = receive do
    n -> "got #{n}"
    after 20 -> "late"
  end
  println(late)
  let got = receive do
    n when n > 5 -> "big #{n}"
    after 60 ->
      println("in after")
      "none"
  end
  println(got)
  let rest = receive do
    n -> n
    after 0 -> 0
  end
  println("rest #{rest}")
end

fn main() do
  let w = spawn(waiter)
  Timer.send_after(w, 50, 3)
end
