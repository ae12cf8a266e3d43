type Event do
  Joined(String)
  Left(String, Int)
  Idle
end

fn report(e) do
  case e do
    Joined(name) ->
      let text = "#{name} joined"
      println(text)
      String.length(text)
    Left(name, after_ms) when after_ms > 1000 ->
      println("#{name} stayed")
      after_ms
    Left(name, _) -> do
      println("#{name} left at once")
      0
    end
    Idle -> -1
  end
end

fn main() do
  println("#{report(Joined("ann"))}")
  println("#{report(Left("bob", 2000))}")
  println("#{report(Left("cid", 20))}")
  println("#{report(Idle)}")
end
