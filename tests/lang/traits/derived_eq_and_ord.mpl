struct Version do
  major :: Int
  minor :: Int
  tag :: String
end

type Level do
  Debug
  Warn(Int)
  Fatal(String, Int)
end

fn v(major, minor, tag) = Version { major: major, minor: minor, tag: tag }

fn main() do
  println("#{v(1, 2, "a") == v(1, 2, "a")} #{v(1, 2, "a") != v(1, 2, "b")}")
  println(
    "#{v(1, 9, "z") < v(2, 0, "")} #{v(1, 2, "b") > v(1, 2, "a")} #{v(1, 2, "a") <= v(1, 2, "a")}"
  )
  println(
    "#{compare(v(1, 1, ""), v(1, 0, ""))} #{compare(Warn(1), Warn(1))} #{compare(Debug, Warn(0))}"
  )
  println(
    "#{Warn(5) < Warn(6)} #{Warn(100) < Fatal("", 0)} #{Fatal("a", 2) < Fatal("a", 1)} #{Debug == Debug}"
  )
  println("#{List.sort([v(2, 0, "x"), v(1, 5, "x"), v(1, 5, "a")])}")
  println("#{List.sort([Fatal("b", 1), Warn(2), Debug, Fatal("a", 9), Warn(1)])}")
  println(
    "#{(1, "b") < (1, "c")} #{None < Some(0)} #{Ok(9) < Err(0)} #{[1, 2] < [1, 2, 0]} #{false < true}"
  )
end
