fn main() do
  for (k, v) in %{"a" => 1} do
    println("#{k} #{v}")
  end
  for k, v in %{"a" => 1} do
    println("#{k} #{v}")
  end
end
