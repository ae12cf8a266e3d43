fn add(a, b) = a + b

fn main() do
  let a = 1 +
    2 *
    3
  let b =
    add(
      1,
      2,
    )
  let c = a
    + b
    * 2
  let d = [3, 1, 2]
    |> List.sort

    # a comment between
    |> List.map(fn x ->
      let y = x * 10
      y
    end)
  let e = "abc"
    .length()
  let f = true
    && false
    || true
  println("#{a} #{b} #{c} #{d} #{e} #{f}")
end
