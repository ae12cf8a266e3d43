type Level do
  Low
  Mid(Int)
  High
end

fn main() do
  println("#{Low < Mid(0)} #{Mid(9) < High} #{Mid(1) < Mid(2)} #{Mid(1) == Mid(1)} #{High <= High}")
  println("#{List.sort([High, Mid(3), Low, Mid(1)])}")
  println("#{compare(Low, High)} #{compare(Mid(2), Mid(1))}")
  println("#{Map.get(%{Low => 1, Mid(2) => 2}, Mid(2))}")
end
