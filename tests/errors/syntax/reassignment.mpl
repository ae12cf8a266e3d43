fn main() do
  let count = 1
  count = count + 1
  count += 1
  println("#{count}")
end
