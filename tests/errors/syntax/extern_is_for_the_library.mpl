extern "puts" fn puts(s :: String) -> Int

fn main() do
  println("x")
end
