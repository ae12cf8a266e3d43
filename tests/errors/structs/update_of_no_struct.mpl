fn main() do
  let m = %{"a" => 1}
  let n = %{m | a: 2}
  let o = %{5 | a: 2}
  println("#{n} #{o}")
end
