type Color do
  Red
  Green
end

fn name(c) do
  case c do
    Red -> "red"
    Gren -> "green"
  end
end

fn main() do
  println(name(Rde))
end
