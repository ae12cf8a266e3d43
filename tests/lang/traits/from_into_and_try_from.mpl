struct Meters do
  n :: Float
end

struct Feet do
  n :: Float
end

impl From<Int> for Meters do
  fn from(x :: Int) = Meters { n: Float.from(x) }
end

impl From<Feet> for Meters do
  fn from(x :: Feet) -> Meters do
    Meters { n: x.n * 0.5 }
  end
end

impl TryFrom<String> for Meters do
  fn try_from(s :: String) -> Meters!String do
    case String.to_float(s) do
      Some(f) -> Ok(Meters { n: f })
      None -> Err("not a length: #{s}")
    end
  end
end

fn walk(m :: Meters) = "walked #{m.n}"

fn main() do
  println(walk(Meters.from(3)))
  println(walk(Meters.from(Feet { n: 5.0 })))
  println(walk(Feet { n: 8.0 }.into()))
  let m :: Meters = 7.into()
  println(walk(m))
  println("#{Meters.try_from("2.5")} #{Meters.try_from("far")}")
  let r :: Result<Meters, String> = "4".try_into()
  println("#{r}")
  println("#{Float.from(2)} #{String.from(true)} #{String.from(1.5)} #{String.from(12)}")
end
