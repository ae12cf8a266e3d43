let table = for i in 0..5 do i * i end
let names = %{"one" => 1, "two" => 2}
let greeting = "squares: #{table}"
pub let size = List.length(table)

fn main() do
  println(greeting)
  println("#{names["two"]} #{size}")
end
