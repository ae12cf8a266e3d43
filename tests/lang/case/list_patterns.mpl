fn shape(xs) do
  case xs do
    [] -> "empty"
    [x] -> "one #{x}"
    [0, b] -> "zero then #{b}"
    a :: b :: [] -> "two #{a} #{b}"
    a :: _ :: rest as all -> "#{a} + #{List.length(rest)} of #{all}"
  end
end

fn pairs(xs) do
  case xs do
    (k, v) :: rest -> "#{k}=#{v};" <> pairs(rest)
    _ -> "."
  end
end

fn main() do
  println(shape([]))
  println(shape([4]))
  println(shape([0, 4]))
  println(shape([1, 4]))
  println(shape([1, 2, 3, 4]))
  println(pairs([("a", 1), ("b", 2)]))
end
