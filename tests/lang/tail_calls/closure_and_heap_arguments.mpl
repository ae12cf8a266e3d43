struct State do
  seen :: List<Int>
  label :: String
end

fn drive(n :: Int, s :: State, f :: Fun(Int) -> Int) -> State do
  if n == 0 do
    s
  else
    let seen = if n % 100000 == 0 do List.append(s.seen, f(n)) else s.seen end
    drive(n - 1, %{s | seen: seen, label: "at #{n}"}, fn x -> x / 2 end)
  end
end

fn main() do
  let s = drive(300000, State { seen: [], label: "" }, fn x -> x end)
  println("#{s.seen} #{s.label}")
end
