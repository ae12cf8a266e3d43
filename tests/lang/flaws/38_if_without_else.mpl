fn check(n :: Int) -> String do
  if n > 5 do
    return "big"
  end
  "small"
end

fn main() do
  let u = if 1 < 2 do 5 end
  println("#{u} #{check(9)} #{check(1)}")
end
