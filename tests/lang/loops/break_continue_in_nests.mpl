fn main() do
  let pairs = for a in 1..5 do
    let inner = for b in 1..5 when b != 3 do
      if b > a do
        break
      end
      if b == 1 do
        continue
      end
      b
    end
    if List.is_empty(inner) do
      continue
    end
    (a, inner)
  end
  println("#{pairs}")
  let first = for x in [5, 6, 7] do
    if x == 7 do
      break
    end
    x
  end
  println("#{first}")
end
