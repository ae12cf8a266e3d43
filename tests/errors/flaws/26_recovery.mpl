fn one() do
  let = 5
end

fn two( do
  1
end

fn three() do
  case 1 do
    1 -> 
  end
end

fn main() do
  println("ok"
end
