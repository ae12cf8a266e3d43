fn log(text :: String) do
  println(text)
end

fn main() do
  let n = log("start") + 1
  println("#{n}")
end
