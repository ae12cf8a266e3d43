actor thermostat(name :: String, readings :: Int) do
  receive do
    0 -> panic("frozen")
    1 -> println("#{name} stops")
    degrees ->
      println("#{name} #{degrees}")
      thermostat(name, readings + 1)
  end

  terminate do
    println("#{name} ended after #{readings}")
  end
end

fn main() do
  let a = spawn(thermostat, "a", 0)
  send(a, 20)
  send(a, 1)
  Timer.sleep(20)
  let b = spawn(thermostat, "b", 10)
  send(b, 21)
  send(b, 0)
  Timer.sleep(20)
  let c = spawn(thermostat, "c", 0)
  Process.exit(c, "kill")
  Timer.sleep(20)
  let d = spawn(thermostat, "d", 0)
  send(d, 5)
  Timer.sleep(20)
  println("main ends")
end
