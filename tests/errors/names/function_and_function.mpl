fn start() = 1

fn main() do
  println("#{start()}")
end

fn start() = 2
