struct Tag do
  name :: String
end

fn main() do
  let n = 3
  println("n=#{n} next=${n + 1} word=#{String.length("ab}c")} raw=\#{n} \${n}")
  println("${"nested #{"deep ${n}"}"} # $ #n $n")
  println("#{if n > 2 do "big" else "small" end}#{case n do
    3 -> "!"
    _ -> "?"
  end}")
  println("#{1.5} #{true} #{()} #{:atom} #{(1, "a")} #{[1]} #{0..5} #{Less}")
  println("#{Tag { name: "t" }} #{fn -> "called" end |> invoke}")
end

fn invoke(f) = f()
