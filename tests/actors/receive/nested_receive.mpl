actor pair() do
  receive do
    ("first", a) ->
      receive do
        ("second", b) -> println("#{a} #{b}")
      end
  end
  receive do
    (other, n) -> println("left #{other} #{n}")
  end
end

fn main() do
  let p = spawn(pair)
  send(p, ("second", 2))
  send(p, ("noise", 0))
  send(p, ("first", 1))
end
