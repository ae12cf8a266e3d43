fn greet(name) = "hi " <> name

fn main() do
  println("a" <> "b" ++ "c" <> "#{1}")
  println(greet("ann"))
  println("#{[1] ++ [2, 3] <> []} #{[] ++ ["x"]}")
  let s = List.reduce(0..5 |> Range.to_list, "", fn(acc, n) -> acc <> "#{n}," end)
  println(s)
  println("#{"" <> ""}|#{"abc" == "ab" <> "c"} #{"a" < "b"} #{"Z" < "a"} #{"é" > "z"}")
end
