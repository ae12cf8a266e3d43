struct Row do
  key :: String
  cells :: List<String>
end

fn main() do
  let rows = for i in 0..3 do
    let cells = for j in 0..i do "#{i}.#{j}" end
    Row { key: "r#{i}", cells: cells }
  end
  for row in rows do
    if List.is_empty(row.cells) do continue end
    let joined = String.join(row.cells, "+")
    println("#{row.key}: #{joined}")
  end
  let found = for row in rows when List.contains(row.cells, "2.1") do
    row
  end
  println("#{found}")
end
