actor waits(name :: String) do
  receive do
    () -> ()
  end

  terminate do
    println("#{name} ends")
  end
end

fn main() do
  let _ = spawn(waits, "only")
  println("main ends")
end
