fn main() do
  case [1, 2] do
    first :: rest -> println("#{first} #{rest}")
  end
  case [1, 2] do
    [] -> println("none")
    [one] -> println("#{one}")
  end
end
