fn span(r :: Range) = Range.length(r)

fn main() do
  let r = 2..6
  println("#{r} #{Range.to_list(r)} #{span(0..n())} #{for i in r do i end}")
  let xs = ["a", "b", "c"]
  let m = %{"k" => 7}
  println(
    "#{xs[1]} #{xs[0..3 |> Range.length() |> fn n -> n - 1 end]} #{m["k"]} #{m["none"]} #{[[1, 2], [3]][0][1]}"
  )
  println("#{List.length(Range.to_list(5..2))} #{(1..3) == (1..3)}")
end

fn n() = 4
