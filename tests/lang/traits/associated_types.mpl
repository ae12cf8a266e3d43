interface Container do
  type Item
  fn items(self) -> List<Self.Item>

  fn first(self) -> Option<Self.Item> do
    List.head_opt(self.items())
  end
end

struct Words do
  text :: String
end

struct Countdown do
  from :: Int
end

impl Container for Words do
  type Item = String
  fn items(self) = String.split(self.text, " ")
end

impl Container for Countdown do
  type Item = Int
  fn items(self) -> List<Int> do
    List.reverse(Range.to_list(0..self.from))
  end
end

fn main() do
  let w = Words { text: "ab cde" }
  println("#{w.items()} #{w.first()}")
  println("#{Countdown { from: 3 }.items()} #{Countdown { from: 0 }.first()}")
  let n :: Int? = Countdown { from: 5 }.first()
  println("#{n}")
end
