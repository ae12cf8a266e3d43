type Light do
  Red
  Green
end

type Fruit do
  Apple
  Pear
end

fn main() do
  let light = Red
  case light do
    Red -> println("stop")
    Apple -> println("eat")
    _ -> println("other")
  end
end
