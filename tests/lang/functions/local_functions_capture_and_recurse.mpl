fn outer(n) do
  fn fact(k) do
    if k <= 1 do 1 else k * fact(k - 1) end
  end
  fn scaled(x) = x * n
  scaled(fact(n))
end

fn evens(limit) do
  fn even(k) do
    if k == 0 do true else odd(k - 1) end
  end
  fn odd(k) do
    if k == 0 do false else even(k - 1) end
  end
  List.filter(0..limit |> Range.to_list, fn k -> even(k) end)
end

fn main() do
  println("#{outer(5)}")
  println("#{evens(7)}")
end
