# A text grows where it lies when nobody else has it; whoever has it keeps what he had.
fn grown(n :: Int, text :: String) -> String do
  if n == 0 do text else grown(n - 1, text <> "#{n},") end
end

fn doubled(text :: String, times :: Int) -> String do
  if times == 0 do text else doubled(text <> text, times - 1) end
end

actor echo(back :: Pid<String>) do
  receive do
    text -> send(back, text <> " and back")
  end
end

actor asker() do
  let text = grown(100, "start ")
  send(spawn(echo, self()), text)
  let longer = text <> "here"
  receive do
    answer -> println(
      "#{String.length(longer)} #{String.length(answer)} #{String.ends_with(answer, "1, and back")}"
    )
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let short = grown(5, "")
  println("#{short} #{grown(3, short)} #{short}")
  let long = grown(1000, "x")
  let part = String.slice(long, 0, 400)
  let tail = String.slice(long, 3000, String.length(long))
  let a = long <> "a"
  let b = long <> "b" <> tail
  println(
    "#{String.length(long)} #{String.length(a)} #{String.length(b)} #{String.ends_with(a, "1,a")}"
  )
  println(
    "#{String.slice(part, 0, 20)} #{String.length(grown(100, part))} #{String.length(part)} #{String.ends_with(tail, "2,1,")}"
  )
  println("#{String.length(doubled("ab", 12))} #{String.starts_with(doubled("ab", 3), "abababab")}")
  let all = List.reduce(Range.to_list(0..2000), "", fn text, n -> "#{text}<#{n}>" end)
  println("#{String.length(all)} #{String.slice(all, 9000, 9010)}")
  let empty = "" <> grown(0, "")
  let framed = "[#{empty <> ""}] [#{grown(300, "") <> ""}]"
  println("#{String.length(framed)}")
  ended(spawn(asker))
end
