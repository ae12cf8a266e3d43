fn f(n) when = 1

fn main() do
  case 1 do
    n when -> println("x")
  end
end
