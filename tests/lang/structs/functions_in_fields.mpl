struct Rule do
  name :: String
  test :: Fun(Int) -> Bool
end

fn passing(rules :: List<Rule>, n :: Int) -> List<String> do
  rules |> List.filter(fn r -> r.test(n) end) |> List.map(fn r -> r.name end)
end

fn main() do
  let limit = 10
  let rules = [
    Rule { name: "even", test: fn n -> n % 2 == 0 end },
    Rule { name: "big", test: fn n -> n > limit end }
  ]
  println("#{passing(rules, 4)} #{passing(rules, 11)} #{passing(rules, 12)} #{passing(rules, 3)}")
end
