actor taker do
  receive do
    xs -> println("#{List.length(xs)} #{List.head(xs) == List.last(xs)}")
  end
end

fn main() do
  let big = String.repeat("ab", 1000000)
  let t = spawn(taker)
  send(t, for _ in 0..2000 do big end)
end
