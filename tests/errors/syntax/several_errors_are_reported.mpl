fn f( = 1

fn g() do
  let = 3
  let x 4
  case x do
    1 => 2
  end
end

struct P do
  n : Int
end

fn h() = )
