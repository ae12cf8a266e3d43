actor bystander() do
  receive do
    () -> ()
  end

  terminate do
    println("bystander ends")
  end
end

fn main() do
  let _ = spawn(bystander)
  println("before")
  let xs :: List<Int> = []
  println("#{List.head(xs)}")
end
