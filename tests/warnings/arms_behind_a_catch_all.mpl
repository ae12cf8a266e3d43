fn main() do
  case 3 do
    n -> println("#{n}")
    3 -> println("three")
  end
  case Some(1) do
    Some(_) -> println("some")
    Some(1) -> println("one")
    None -> println("none")
  end
  case true do
    true -> println("yes")
    false -> println("no")
    _ -> println("maybe")
  end
end
