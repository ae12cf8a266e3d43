fn main() do
  let f = fn(xs) do List.sum(xs) end
  f
end
