struct Rule do
  name :: String
  check :: Fun(Int) -> Bool
  fix :: Fun(Int, String) -> String
end

fn rules(limit) do
  [
    Rule { name: "low", check: fn n -> n < limit end, fix: fn(n, s) -> "#{s}+#{limit - n}" end },
    Rule { name: "high", check: fn n -> n > limit end, fix: fn(n, s) -> "#{s}-#{n - limit}" end }
  ]
end

fn main() do
  for n in [3, 5, 9] do
    for rule in rules(5) when rule.check(n) do
      println("#{n} #{rule.name} #{rule.fix(n, "v")}")
    end
  end
  let table = %{"inc" => fn n -> n + 1 end, "dec" => fn n -> n - 1 end}
  case Map.get_opt(table, "dec") do
    Some(f) -> println("#{f(10)}")
    None -> println("none")
  end
  let (f, g) = (fn x -> x * 2 end, Some(fn x -> x * 3 end))
  println("#{f(4)} #{Option.map(g, fn h -> h(4) end)}")
end
