actor ticker(n :: Int) do
  println("tick #{n}")
  if n > 1 do
    ticker(n - 1)
  end
end

fn main() do
  let _ = spawn(ticker, 3)
end
