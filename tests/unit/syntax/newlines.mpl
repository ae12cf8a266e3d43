fn main() do
  let x =
    1 +
    2
  let y = a
    |> f
    # a comment

    |2> g(1)
  let z = a |>
    f
  a
    .b
    .c(1)
  a
  * b
  + c
  == d
  and e
  <> f
  .. g
  -1
  (2)
  [3]
  %{}
  f(
    a
    -1
    ,
    b
  )
  case f(x) do
    1 -> 2
    (a, b) -> 3
    [] -> 4
    -1 -> 5
  end
  let t :: Map<
    String,
    Int> = m
  if a do b
  else c end
  f(fn do
    a
    (b)
    [c]
  end)
  do_it(); other()
end
fn one(a, b) do a b end
fn crlf() do
  a
  (b)
endfn cr() do  a  (b)end