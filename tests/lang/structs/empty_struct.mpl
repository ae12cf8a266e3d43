struct Empty do end deriving(Eq, Ord, Display, Debug, Hash)

fn main() do
  let a = Empty {}
  println(
    "#{a} #{a.inspect()} #{a == Empty {}} #{a < Empty {}} #{Map.size(%{a => 1, Empty {} => 2})}"
  )
end
