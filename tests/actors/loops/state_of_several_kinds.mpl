actor counter(n :: Int, names :: List<String>, best :: Option<(String, Int)>) do
  receive do
    ("", 0) -> println("#{n} #{names} #{best}")
    (name, score) ->
      let next = case best do
        Some((_, top)) when top >= score -> best
        _ -> Some((name, score))
      end
      counter(n + 1, List.append(names, name), next)
  end
end

fn main() do
  let c = spawn(counter, 0, [], None)
  send(c, ("a", 3))
  send(c, ("b", 9))
  send(c, ("c", 4))
  send(c, ("", 0))
end
