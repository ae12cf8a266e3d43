fn main() do
  println("#{"a" < "b"} #{"a" < "ab"} #{"Z" < "a"} #{"z" < "é"} #{"" < "a"}")
  println("#{compare("b", "a")} #{compare("a", "a")}")
  println("#{List.sort(["b", "é", "B", "", "a"])}")
end
