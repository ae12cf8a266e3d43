fn main() do
  let n = 3
  println("#{n} ${n + 1} \#{n} \${n} # $ {n}")
  println("nested #{"inner #{"innermost #{n}"}"}")
  println("braces #{String.length("}{")} #{%{"a" => n}}")
  println("#{
    n
      + 1
  }")
end
