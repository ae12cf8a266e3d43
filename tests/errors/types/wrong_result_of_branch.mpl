fn name(n :: Int) -> String do
  if n > 0 do
    "positive"
  else
    n
  end
end

fn main() do
  println(name(1))
end
