type Light do
  Red
  Yellow
  Green
end

fn go(light :: Light) -> Bool do
  case light do
    Gren -> true
    _ -> false
  end
end

fn main() do
  println("#{go(Yelow)} #{go(Light.Blue)}")
end
