fn main() do
  let m = {"a" => 1}
  let n = %{a: 1}
  let o = %{"a": 1}
  println("#{m}")
end
