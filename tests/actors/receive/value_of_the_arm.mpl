type Question do
  Add(Int, Int)
  Length(String)
end

actor worker() do
  let n = 1 + receive do
      Add(a, b) -> a + b
      Length(s) -> String.length(s)
    end
  println("#{n}")
  worker()
end

fn main() do
  let w = spawn(worker)
  send(w, Add(2, 3))
  send(w, Length("abc"))
end
