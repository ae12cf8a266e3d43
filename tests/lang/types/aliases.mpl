type UserId = Int
type Pair<A, B> = (A, B)
type Table = Map<String, List<Entry>>
type Entry = Pair<UserId, String>
type Handler = Fun(Entry) -> String

fn show(e :: Entry) -> String do
  let (id, name) = e
  "#{id}:#{name}"
end

fn all(t :: Table, h :: Handler) -> List<String> do
  List.flat_map(Map.values(t), fn es -> List.map(es, h) end)
end

struct Holder do
  id :: UserId
  entries :: List<Entry>
end

fn main() do
  let t :: Table = %{"x" => [(1, "ann")], "y" => [(2, "bob"), (3, "cid")]}
  println("#{all(t, show)}")
  let id :: UserId = 4
  let h = Holder { id: id + 1, entries: [(id, "d")] }
  println("#{h.id} #{show(List.head(h.entries))}")
end
