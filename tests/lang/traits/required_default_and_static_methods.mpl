interface Area do
  fn area(self) -> Float

  fn label(self) -> String do
    "shape of #{self.area()}"
  end

  fn unit() -> Self
end

struct Square do
  side :: Float
end

struct Disc do
  radius :: Float
end

impl Area for Square do
  fn area(self) -> Float do
    self.side * self.side
  end

  fn unit() -> Square do
    Square { side: 1.0 }
  end

  fn extra(self, n :: Int) -> String do
    "extra #{n} #{self.side}"
  end
end

impl Area for Disc do
  fn area(self) = 3.0 * self.radius * self.radius
  fn label(self) = "disc"
  fn unit() = Disc { radius: 1.0 }
end

fn total<T>(xs :: List<T>) -> Float where T: Area do
  List.reduce(xs, 0.0, fn(sum, x) -> sum + x.area() end)
end

fn main() do
  let s = Square { side: 2.0 }
  println("#{s.area()} #{s.label()} #{s.extra(3)}")
  println("#{Disc { radius: 1.0 }.label()} #{Square.unit().area()} #{Disc.unit().area()}")
  println("#{area(s)} #{Area.label(s)} #{Area.area(Disc.unit())}")
  println("#{total([s, Square.unit()])}")
end
