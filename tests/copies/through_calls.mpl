fn add(xs :: List<Int>) -> List<Int> = List.append(xs, 9)

fn add_twice(xs :: List<Int>) -> List<Int> = add(add(xs))

fn both(xs :: List<Int>) -> Int do
  let ys = add_twice(xs)
  List.length(ys) + List.length(xs)
end

fn only_reads(xs :: List<Int>) -> Int = List.length(xs)

fn main() do
  println("#{both([])} #{only_reads([])}")
end
