fn today() -> String = "Monday"

fn main() do
  println(today)
end
