fn first_letter(s :: String) = String.slice(s, 0, 1)

fn by_letter(a :: String, b :: String) -> Int do
  case compare(first_letter(a), first_letter(b)) do
    Less -> -1
    Equal -> 0
    Greater -> 1
  end
end

fn main() do
  println("#{List.sort(["b1", "a1", "a2"], by_letter)}")
  println(
    "#{List.sort([5, 3, 9, 1], fn(a, b) -> b - a end)} #{List.sort([])} #{List.sort(["b", "a"])}"
  )
  println("#{List.sort_by(["ccc", "a", "bb", "d"], String.length)}")
  let n = 1000
  let mixed = for i in 0..n do (i * 7919) % n end
  println(
    "#{List.sort(mixed) == Range.to_list(0..n)} #{List.sort(List.reverse(Range.to_list(0..n))) == Range.to_list(0..n)}"
  )
  println("#{[1, 2] < [1, 2, 0]} #{[2] < [1, 9]}")
end
