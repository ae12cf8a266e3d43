##! The spectral norm of a matrix that is never stored: integer to double, division bound.

fn element(i :: Int, j :: Int) -> Float do
  let s = i + j
  1.0 / Int.to_float(s * (s + 1) / 2 + i + 1)
end

fn row(v :: List<Float>, i :: Int, j :: Int, sum :: Float) -> Float do
  if j == List.length(v) do sum else row(v, i, j + 1, sum + element(i, j) * List.get(v, j)) end
end

fn column(v :: List<Float>, i :: Int, j :: Int, sum :: Float) -> Float do
  if j == List.length(v) do sum else column(v, i, j + 1, sum + element(j, i) * List.get(v, j)) end
end

fn times(v :: List<Float>) -> List<Float> = for i in 0..List.length(v) do row(v, i, 0, 0.0) end

fn transposed_times(v :: List<Float>) -> List<Float> =
  for i in 0..List.length(v) do column(v, i, 0, 0.0) end

fn rounds(u :: List<Float>, v :: List<Float>, k :: Int) -> (List<Float>, List<Float>) do
  if k == 0 do
    (u, v)
  else
    let v = transposed_times(times(u))
    rounds(transposed_times(times(v)), v, k - 1)
  end
end

fn dot(a :: List<Float>, b :: List<Float>, i :: Int, sum :: Float) -> Float do
  if i == List.length(a) do sum else dot(a, b, i + 1, sum + List.get(a, i) * List.get(b, i)) end
end

## Prints the norm for a matrix of n rows.
pub fn spectral(n :: Int) -> () do
  let ones = for _ in 0..n do 1.0 end
  let (u, v) = rounds(ones, ones, 10)
  println(Float.format(Math.sqrt(dot(u, v, 0, 0.0) / dot(v, v, 0, 0.0)), 9))
end
