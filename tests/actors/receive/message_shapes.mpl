struct Parcel do
  weight :: Float
  label :: String
  tags :: List<String>
end

actor ints do
  receive do
    0 -> println("zero")
    n -> println("int #{n}")
  end
  ints()
end

actor pairs do
  receive do
    (n, text) -> println("pair #{n} #{text}")
  end
  pairs()
end

actor parcels do
  receive do
    Parcel { weight, label: "express", .. } -> println("express #{weight}")
    p -> println("#{p}")
  end
  parcels()
end

actor functions do
  receive do
    f -> println("function #{f(20)}")
  end
  functions()
end

actor lists do
  receive do
    [] -> println("empty")
    [x] -> println("one #{x}")
    x :: _ -> println("first #{x}")
  end
  lists()
end

actor units do
  receive do
    () -> println("unit")
  end
end

actor options do
  receive do
    Some(Ok(x)) -> println("some ok #{x}")
    Some(Err(e)) -> println("some err #{e}")
    None -> println("none")
  end
  options()
end

fn pause() = Timer.sleep(10)

fn main() do
  let i = spawn(ints)
  send(i, 0)
  send(i, 42)
  pause()
  let p = spawn(pairs)
  send(p, (1, "one"))
  pause()
  let q = spawn(parcels)
  send(q, Parcel { weight: 1.5, label: "express", tags: [] })
  send(q, Parcel { weight: 2.5, label: "slow", tags: ["a", "b"] })
  pause()
  let k = 3
  let f = spawn(functions)
  send(f, fn n -> n * k end)
  pause()
  let l = spawn(lists)
  send(l, [])
  send(l, ["x"])
  send(l, ["y", "z"])
  pause()
  let u = spawn(units)
  send(u, ())
  pause()
  let o = spawn(options)
  send(o, Some(Ok(1.5)))
  send(o, Some(Err("bad")))
  send(o, None)
end
