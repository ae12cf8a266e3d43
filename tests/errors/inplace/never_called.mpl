# Checked although nothing calls it.
@inplace fn twice(xs :: List<Int>) -> List<Int> = List.concat(List.append(xs, 1), xs)

fn main() do
  println("done")
end
