type Step do
  Go(Int)
  Stop
end

fn run(s) do
  case s do
    Go(n) ->
      let m = n * 2
      println("go #{m}")
      m + 1
    Stop -> do
      println("stop")
      0
    end
  end
end

fn main() do
  println("#{run(Go(4))} #{run(Stop)}")
end
