fn wait() -> Int do
  receive do
    n -> n
  end
end

fn me() = self()

fn main() do
  println("#{wait()}")
end
