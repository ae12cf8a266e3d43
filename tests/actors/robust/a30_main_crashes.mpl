actor waits do
  receive do
    () -> ()
  end

  terminate do
    println("orderly")
  end
end

fn main() do
  let _ = spawn(waits)
  Timer.sleep(20)
  panic("main is over")
end
