interface Shape do
  fn zero() -> Self
  fn area(self) -> Int

  fn label(self) -> String do
    "area #{self.area()}"
  end
end

struct Square do
  side :: Int
end

struct Line do
  length :: Int
end

impl Shape for Square do
  fn zero() -> Square = Square { side: 0 }
  fn area(self) -> Int = self.side * self.side
end

impl Shape for Line do
  fn zero() -> Line = Line { length: 0 }
  fn area(self) -> Int = 0
  fn label(self) -> String = "a line of #{self.length}"
end

fn both<A, B>(a :: A, b :: B) -> String where A: Shape, B: Shape = a.label() <> ", " <> b.label()

fn main() do
  println(both(Square { side: 3 }, Line { length: 4 }))
  println("#{Square.zero().label()} #{Line.zero().label()}")
  println("#{area(Square { side: 2 })} #{Shape.area(Square { side: 5 })}")
end
