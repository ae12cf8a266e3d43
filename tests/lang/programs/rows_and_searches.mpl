struct Acc do
  names :: List<String>
  total :: Float
  best :: (String, Float)?
end

fn step(acc :: Acc, row :: String) -> Acc!String do
  let parts = String.split(row, ":")
  let (name, text) = case parts do
    [n, t] -> (n, t)
    _ -> return Err("bad row #{row}")
  end
  let amount = Option.ok_or(String.to_float(text), "bad amount #{text}")?
  let best = case acc.best do
    Some((_, b)) when b >= amount -> acc.best
    _ -> Some((name, amount))
  end
  Ok(%{acc | names: acc.names ++ [name], total: acc.total + amount, best: best})
end

fn run(rows :: List<String>) -> Acc!String do
  let start = Acc { names: [], total: 0.0, best: None }
  List.reduce(rows, Ok(start), fn(r, row) -> step(r?, row) end)
end

fn search(grid :: List<List<Int>>, wanted :: Int) -> (Int, Int)? do
  for (i, row) in List.enumerate(grid) do
    for (j, x) in List.enumerate(row) do
      if x == wanted do
        return Some((i, j))
      end
    end
  end
  None
end

fn main() do
  println("#{run(["a:1.5", "b:3", "c:2"])}")
  println("#{run(["a:1.5", "b"])} #{run(["a:x"])}")
  println("#{search([[1, 2], [3, 4]], 3)} #{search([[1]], 9)}")
  let s = "n" <> (if List.length([1]) > 0 do "yes" else "no" end) <> case Some(3) do
      Some(n) when n > 5 -> "big"
      Some(n) -> "small #{n}"
      None -> "none"
    end
  println(s)
  let all = for x in for y in 0..3 do "#{y}" end do
    let z = if x == "1" do continue else x <> "!" end
    z
  end
  println("#{all}")
end
