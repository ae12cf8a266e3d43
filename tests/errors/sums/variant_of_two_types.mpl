type Light do
  Red
  Off
end

type Pen do
  Red
  Blue
end

fn main() do
  let x = Red
  println("#{x}")
end
