fn shout(text :: String) -> String = String.to_upper(text)

fn main() do
  println("#{List.map([1, 2], shout)}")
  println("#{List.sort(["b", "a"], shout)}")
end
