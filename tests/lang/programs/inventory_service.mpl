struct Item do
  id :: Int
  name :: String
  price :: Float
  tags :: List<String>
end deriving(Json, Eq, Ord, Hash, Debug, Display)

type Cmd do
  Add(Item)
  Remove(Int)
  Tag(Int, String)
  Clear
end deriving(Json, Eq, Debug)

service Inventory do
  fn init() -> Map<Int, Item> do
    %{}
  end

  call Apply(c :: Cmd) :: Int!String do |m|
    case c do
      Add(i) when Map.has_key(m, i.id) -> (m, Err("duplicate #{i.id}"))
      Add(i) -> (Map.put(m, i.id, i), Ok(Map.size(m) + 1))
      Remove(id) ->
        if Map.has_key(m, id) do
          let next = Map.delete(m, id)
          (next, Ok(Map.size(next)))
        else
          (m, Err("missing #{id}"))
        end
      Tag(id, t) ->
        case Map.get_opt(m, id) do
          Some(i) -> (Map.put(m, id, %{i | tags: i.tags ++ [t]}), Ok(List.length(i.tags) + 1))
          None -> (m, Err("no item #{id}"))
        end
      Clear -> (%{}, Ok(0))
    end
  end

  call All() :: List<Item> do |m|
    (m, Map.values(m))
  end
end

fn feed(inv :: Pid, text :: String) -> String do
  case Cmd.from_json(text) do
    Ok(c) -> "#{Inventory.apply(inv, c)}"
    Err(e) -> "error #{e}"
  end
end

fn main() do
  let inv = Inventory.start()
  let i = Item { id: 1, name: "bolt", price: 0.5, tags: ["m4"] }
  let cmds = [
    Add(i),
    Add(%{i | id: 2, name: "nut"}),
    Add(i),
    Tag(2, "m5"),
    Tag(9, "z"),
    Remove(1),
    Remove(1)
  ]
  for c in cmds do
    println(feed(inv, Json.encode(c)))
  end
  println("#{Inventory.all(inv)}")
  println(feed(inv, "{\"tag\":\"Clear\",\"fields\":[]}"))
  println("#{Inventory.all(inv)} #{i < %{i | id: 0}}")
  println(json { items: [i], cmds: List.take(cmds, 1) })
end
