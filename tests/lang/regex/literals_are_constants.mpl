fn has(s) = Regex.is_match(~r/^\d+(\.\d+)?$/, s)

actor a() do
  println("#{Regex.replace(~r/\//, "a/b", "-")}")
end

fn main() do
  println("#{has("12")} #{has("1.5")} #{has("x")}")
  spawn(a)
  Timer.sleep(20)
end
