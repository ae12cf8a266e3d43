actor worker(name :: String, n :: Int) do
  println("#{name} #{n}")
end

fn main() do
  let _ = spawn(worker, 1, "a")
  let _ = spawn(worker, "a")
  let _ = spawn()
end
