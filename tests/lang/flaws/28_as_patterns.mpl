fn main() do
  case [1, 2, 3] do
    1 :: rest as all -> println("#{rest} #{all}")
    _ -> println("no")
  end
  case Some((1, 2)) do
    Some((a, _) as p) as whole -> println("#{a} #{p} #{whole}")
    None -> println("none")
  end
end
