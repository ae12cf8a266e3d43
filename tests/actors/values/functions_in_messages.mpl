actor worker() do
  receive do
    (f, x) ->
      println("#{f(x)}")
      worker()
  end
end

fn double(n :: Int) -> Int = n * 2

fn main() do
  let base = 100
  let w = spawn(worker)
  send(w, (fn n -> n + base end, 5))
  send(w, (double, 21))
end
