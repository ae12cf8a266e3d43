fn main() do
  let xs = for Some(x) in [Some(1), None] do
    x
  end
  println("#{xs}")
end
