struct Secret do
  run :: Fun(Int) -> Int
end

fn main() do
  let s = Secret { run: fn n -> n end }
  println("a #{s} b #{1 + "x"} c #{missing} d #{fn x -> x end}")
end
