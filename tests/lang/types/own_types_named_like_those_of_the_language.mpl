# A type of a program may have the name of one of the language: sorting, maps and derived columns go by what it is.
type Int do
  Low
  High
  Highest
end deriving(Display)

impl Ord for Int do
  fn lt(self, other :: Int) -> Bool = rank(self) < rank(other)
end

impl Eq for Int do
  fn eq(self, other :: Int) -> Bool = rank(self) == rank(other)
end

impl Hash for Int do
  fn hash(self) = rank(self).hash()
end

# Backwards, and the two high ones are the same.
fn rank(n :: Int) do
  case n do
    Low -> 1
    High -> 0
    Highest -> 0
  end
end

struct String do
  shown :: Bool
  number :: Float
end deriving(Display)

impl Eq for String do
  fn eq(self, other :: String) -> Bool = self.number == other.number
end

impl Hash for String do
  fn hash(self) = self.number.hash()
end

type Option do
  Somehow
end deriving(Display)

struct Row do
  id :: Float
  kind :: Option
  level :: Int
end deriving(Schema)

fn main() do
  println("#{List.sort([Low, High, Low, Highest])}")
  println("#{Map.from_list([(Low, 1), (High, 2), (Highest, 3)])}")
  let one = String { shown: true, number: 1.5 }
  let other = String { shown: false, number: 1.5 }
  println("#{Map.put(Map.put(%{}, one, 1), other, 2)} #{Map.has_key(%{one => 1}, other)}")
  println("#{Set.from_list([one, other, String { shown: true, number: 2.0 }])}")
  println("#{Row.__field_types__()}")
end
