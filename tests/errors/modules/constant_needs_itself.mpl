let circular = other + 1
let other = circular
let direct = direct + 1
let through = compute()

fn compute() = through * 2

fn main() do
  println("#{circular} #{direct}")
end
