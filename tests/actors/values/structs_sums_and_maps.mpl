struct Order do
  id :: Int
  lines :: List<(String, Float)>
  note :: Option<String>
end deriving(Display)

type Message do
  Placed(Order)
  Batch(Map<String, Order>)
  Done
end

actor desk() do
  receive do
    Placed(o) ->
      println("placed #{o}")
      desk()
    Batch(m) ->
      for {k, o} in m do
        println("#{k}: #{o.id} #{o.note}")
      end
      desk()
    Done -> println("done")
  end
end

fn main() do
  let d = spawn(desk)
  let o = Order { id: 1, lines: [("tea", 2.5)], note: None }
  send(d, Placed(o))
  send(d, Batch(%{"a" => o, "b" => %{o | id: 2, note: Some("rush")}}))
  send(d, Done)
end
