struct Tag do
  name :: String
end

type Event do
  Start
  Named(String, Tag)
  Many(List<Event>)
end

fn main() do
  println(Many([Start, Named("x", Tag { name: "red" })]).inspect())
  println("#{[Start, Named("x", Tag { name: "red" })]}")
end
