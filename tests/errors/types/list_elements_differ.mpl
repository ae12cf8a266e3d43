fn main() do
  let xs = [1, "two", 3]
  let m = %{"a" => 1, "b" => "two"}
  println("#{xs} #{m}")
end
