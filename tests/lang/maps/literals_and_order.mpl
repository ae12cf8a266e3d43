fn main() do
  let m = %{"b" => 1, "a" => 2, "b" => 3, "c" => 4}
  println("#{m} #{Map.size(m)}")
  let n = m |> Map.put("a", 20) |> Map.delete("b") |> Map.put("b", 5)
  println("#{n} #{m}")
  println(
    "#{%{} == Map.delete(%{"x" => 1}, "x")} #{%{1 => "a", 2 => "b"} == %{2 => "b", 1 => "a"}} #{%{1 => 1} == %{1 => 2}}"
  )
  println("#{m["a"]} #{Map.get(m, "zz")} #{Map.get(m, "zz", 9)} #{Map.get_opt(m, "zz")}")
  println("#{Map.keys(n)} #{Map.values(n)} #{Map.to_list(n)}")
  println("#{Map.merge(%{1 => "a", 2 => "b"}, %{2 => "c", 3 => "d"})}")
end
