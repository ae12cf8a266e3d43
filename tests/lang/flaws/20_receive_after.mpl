actor waiter() do
  receive do
    text :: rest -> println("#{text} #{rest}")
    after 10 -> println("late")
  end
  receive do
    [n] -> println("#{n}")
    after 5 ->
      println("again")
      println("and again")
  end
end

fn main() do
  spawn(waiter)
  Timer.sleep(60)
end
