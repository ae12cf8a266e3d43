fn main() do
  let m = %{fn x -> x + 1 end => 1}
  println("#{Map.size(m)}")
end
