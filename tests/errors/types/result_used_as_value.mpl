fn load(path :: String) -> String!String = Ok(path)

fn main() do
  println(load("a"))
  println("#{String.length(load("a"))}")
end
