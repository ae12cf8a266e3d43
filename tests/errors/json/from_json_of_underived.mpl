struct Job do
  name :: String
end

fn main() do
  println("#{Job.from_json("{}")}")
  println(Json.encode(Job { name: "a" }))
end
