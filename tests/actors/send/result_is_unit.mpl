actor sink() do
  receive do
    _ -> ()
  end
end

fn main() do
  let p = spawn(sink)
  println("#{send(p, 1)}")
end
