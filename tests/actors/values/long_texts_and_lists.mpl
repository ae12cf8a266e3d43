actor sizes() do
  receive do
    (text, xs) ->
      println("#{String.length(text)} #{List.length(xs)} #{List.sum(xs)}")
  end
end

fn main() do
  let p = spawn(sizes)
  send(p, (String.repeat("häuser", 20000), Range.to_list(0..50000)))
end
