struct Flags do
  bits :: Int
end deriving(Display)

impl Not for Flags do
  fn not(self) -> Bool = self.bits == 0
end

interface Wire do
  fn send(self) -> String

  fn link(self, other :: Self) -> String do
    "#{self.send()}-#{other.send()}"
  end
end

impl Wire for Flags do
  fn send(self) -> String do
    "flags #{self.bits}"
  end
end

fn none_of<T>(xs :: List<T>) -> Bool where T: Not do
  List.all(xs, fn x -> x.not() end)
end

fn main() do
  let off = Flags { bits: 0 }
  let on = Flags { bits: 5 }
  println("#{off.not()} #{on.not()} #{true.not()} #{Not.not(false)}")
  println("#{none_of([off, off])} #{none_of([off, on])} #{none_of([false, false])}")
  println(on.link(off))
  println("#{not true} #{!on.not()}")
end
