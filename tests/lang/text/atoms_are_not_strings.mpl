fn color(:red) = "red!"
fn color(:green) = "green!"
fn color(other) = "no color: #{other}"

fn main() do
  println("#{:day} #{:day.inspect()} #{:day == :day} #{:day == :night}")
  println(color(:red))
  println(color(:blue_2))
  println("#{%{:a => 1, :b => 2}}")
  println("#{[:b, :a] |> List.sort}")
end
