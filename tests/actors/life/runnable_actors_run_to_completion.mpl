actor counts(n :: Int, sum :: Int) do
  if n == 0 do
    println("#{sum}")
  else
    counts(n - 1, sum + n)
  end
end

fn main() do
  let _ = spawn(counts, 300000, 0)
end
