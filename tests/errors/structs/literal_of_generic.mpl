struct Pair<T> do
  left :: T
  right :: T
end

fn main() do
  let p = Pair { left: 1, right: "one" }
  println("#{p.left}")
end
