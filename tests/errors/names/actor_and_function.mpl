# An actor and a function may not share their name.

actor main do
  receive do
    text -> println(text)
  end
end

fn main() do
  println("main")
end
