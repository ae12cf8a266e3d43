struct Meters do
  n :: Float
end

interface Zero do
  fn zero() -> Self
  fn sum_of(a :: Self, b :: Self) -> Self
end

impl Zero for Meters do
  fn zero() -> Meters do
    Meters { n: 0.0 }
  end

  fn sum_of(a :: Meters, b :: Meters) -> Meters do
    Meters { n: a.n + b.n }
  end
end

impl From<Int> for Meters do
  fn from(x :: Int) -> Meters do
    Meters { n: Float.from(x) }
  end
end

impl From<Float> for Meters do
  fn from(x :: Float) -> Meters do
    Meters { n: x }
  end
end

fn main() do
  println("#{Meters.zero().n} #{Meters.sum_of(Meters.from(3), Meters.from(1.5)).n}")
  let m :: Meters = 7.into()
  println("#{m.n} #{Zero.sum_of(m, m).n}")
  println("#{Float.from(2)} #{String.from(true)}")
end
