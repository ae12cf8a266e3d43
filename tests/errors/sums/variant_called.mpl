type Shape do
  Dot
  Circle(Float)
end

fn main() do
  let d = Dot()
  let all = [Shape.Dot(), Circle(1.0), None()]
  case d do
    Dot() -> println("#{List.length(all)}")
    _ -> println("other")
  end
end
