interface Convert<T> do
  fn convert(self) -> T
end

struct Celsius do
  degrees :: Float
end

impl Convert<Int> for Celsius do
  fn convert(self) -> Int do
    Math.round(self.degrees)
  end
end

impl Convert<String> for Celsius do
  fn convert(self) -> String do
    "#{self.degrees}C"
  end
end

fn main() do
  let c = Celsius { degrees: 21.6 }
  let n :: Int = c.convert()
  let s :: String = c.convert()
  println("#{n} #{s}")
end
