struct Job do
  name :: String
  run :: Fun(Int) -> Int
end

fn main() do
  let job = Job { name: "a", run: fn x -> x end }
  println(json { job: job })
  println(json { run: fn x -> x + 1 end })
  println(json { key: %{1 => "a"} })
end
