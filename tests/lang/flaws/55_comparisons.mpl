type Level do
  Low
  Mid(Int)
  High(List<String>)
end

struct Rank do
  level :: Level
  names :: List<Level>
  at :: Option<Float>
end

struct Pair<T> do
  a :: T
  b :: T
end

fn main() do
  println("#{"abc" < "abd"} #{"b" > "abc"} #{"" <= ""} #{"é" > "z"}")
  println("#{Low < Mid(0)} #{Mid(3) < Mid(2)} #{High(["a"]) < High(["a", "b"])}")
  let a = Rank { level: Mid(1), names: [Low], at: None }
  let b = Rank { level: Mid(1), names: [Low], at: Some(0.5) }
  println("#{a < b} #{a == b} #{a == a} #{compare(b, a)}")
  println(
    "#{Pair { a: "x", b: "y" } < Pair { a: "x", b: "z" }} #{Pair { a: 1, b: 2 } == Pair { a: 1, b: 2 }}"
  )
end
