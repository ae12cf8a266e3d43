from Store import load, secret, Hidden

fn main() do
  println("#{load()} #{secret()}")
end
