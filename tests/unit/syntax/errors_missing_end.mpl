fn a() do
  case x do
    1 -> 2
  end

fn b() do
  if x do
    case y do
      1 -> f(x)
  end
end

fn c() do
  1
end
