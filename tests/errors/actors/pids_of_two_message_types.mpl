actor texts() do
  receive do
    "a" -> ()
    _ -> ()
  end
end

fn feed(to :: Pid<Int>) = send(to, 1)

fn main() do
  feed(spawn(texts))
end
