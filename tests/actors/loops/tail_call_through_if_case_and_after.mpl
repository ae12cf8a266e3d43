actor machine(state :: String, steps :: Int) do
  if state == "start" do
    machine("case", steps + 1)
  else
    case state do
      "case" -> machine("receive", steps + 1)
      "receive" ->
        receive do
          "never" -> machine("never", 0)
          after 0 -> machine("end", steps + 1)
        end
      other -> println("#{other} after #{steps}")
    end
  end
end

fn main() do
  let _ = spawn(machine, "start", 0)
end
