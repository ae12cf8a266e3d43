fn twice(n) = n + n

fn first(a, _b) do a _b end

fn main() do
  let text = "x"
  println text
  IO.eprintln text
  println; println(text)
  println("#{twice(2)} #{first(1, 2)}")
end
