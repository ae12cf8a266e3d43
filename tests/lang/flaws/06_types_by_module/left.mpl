pub struct Item do
  text :: String
end

pub fn make() = Item { text: "left" }

actor worker() do
  println("worker of left")
end

pub fn run() do
  spawn(worker)
  ()
end

service Count do
  fn init() = 1

  call Get() do |n|
    (n, n)
  end
end
