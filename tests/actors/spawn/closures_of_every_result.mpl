fn greeting(name :: String) -> () do
  println("hello #{name}")
end

fn main() do
  let name = String.repeat("x", 3)
  let f = fn -> greeting(name) end
  let _ = spawn(f)
  let _ = spawn(fn -> String.length(name) end)
  let _ = spawn(fn -> [name, name] end)
  f()
end
