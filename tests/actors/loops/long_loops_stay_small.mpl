actor build(n :: Int, last :: List<String>) do
  if n == 0 do
    println("#{List.length(last)}")
  else
    build(n - 1, List.map([1, 2, 3], fn x -> "item #{x} of #{n}" end))
  end
end

fn main() do
  let _ = spawn(build, 200000, [])
end
