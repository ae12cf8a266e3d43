struct Word do
  text :: String
end

impl Eq for Word do
  fn eq(self, other :: Word) -> Bool do
    self.text.to_lower() == other.text.to_lower()
  end
end

struct Strict do
  text :: String
end deriving(Eq)

fn main() do
  println(
    "#{Word { text: "A" } == Word { text: "a" }} #{Strict { text: "A" } == Strict { text: "a" }}"
  )
  println(
    "#{[Word { text: "X" }] == [Word { text: "x" }]} #{Word { text: "A" } != Word { text: "b" }}"
  )
end
