@inplace struct State do
  items :: List<Int>
end

@inplce fn add(xs :: List<Int>) -> List<Int> = List.append(xs, 1)

@inplace @inplace fn more(xs :: List<Int>) -> List<Int> = List.append(xs, 1)

fn main() do
  println("#{add([])}")
end
