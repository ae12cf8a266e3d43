fn main() do
  println("#{:ok} #{:ok.inspect()} #{[:a, :b]} #{:a == :a} #{:a == :b}")
end
