fn log(text) do
  println(text)
end

fn main() do
  let a = log("x") + 1
  let b = 1 + log("x")
  let c = log("y") - log("z")
  println("#{a} #{b} #{c}")
end
