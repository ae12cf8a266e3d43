service Store do
  fn init() -> Map<String, String> do
    %{}
  end

  call Put(key :: String, value :: String) :: Int do |m|
    let next = Map.put(m, key, value)
    (next, Map.size(next))
  end

  call Get(key :: String) :: String? do |m|
    (m, Map.get_opt(m, key))
  end
end

service Front do
  fn init(store :: Pid) -> Pid do
    store
  end

  call Save(pairs :: List<(String, String)>) :: List<Int> do |store|
    (store, for (k, v) in pairs do Store.put(store, k, v) end)
  end

  call Look(key :: String) :: String do |store|
    case Store.get(store, key) do
      Some(v) -> (store, "#{key} is #{v}")
      None -> (store, "no #{key}")
    end
  end
end

fn main() do
  let front = Front.start(Store.start())
  println("#{Front.save(front, [("a", "1"), ("b", "2"), ("a", "3")])}")
  println(Front.look(front, "a") <> ", " <> Front.look(front, "z"))
end
