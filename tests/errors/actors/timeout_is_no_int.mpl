actor worker() do
  receive do
    1 -> ()
    after "100" -> ()
  end
end

fn main() do
  let _ = spawn(worker)
end
