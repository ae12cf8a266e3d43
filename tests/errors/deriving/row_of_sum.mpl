type Light do
  Red
end deriving(Row)

fn main() do
  println("x")
end
