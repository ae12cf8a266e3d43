fn f() do
  let me = self()
  receive do
    n -> n + 1
  end
  me
end

fn main() do
  receive do
    n -> println("#{n + 1}")
  end
end
