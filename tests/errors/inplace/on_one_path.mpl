@inplace fn add_or_both(xs :: List<Int>, both :: Bool) -> List<Int> do
  let more = List.append(xs, 1)
  if both do
    more ++ xs
  else
    more
  end
end

fn main() do
  println("#{add_or_both([5], true)} #{add_or_both([5], false)}")
end
