pub fn swap((a, b)) = (b, a)

pub fn largest(xs) = List.reduce(xs, List.head(xs), fn(a, b) -> if a < b do b else a end end)

pub fn describe(x) = "<#{x}>"

pub module Stack do
  pub fn empty() = []
  pub fn push(s, x) = List.prepend(s, x)
  pub fn peek(s) = List.head_opt(s)
end
