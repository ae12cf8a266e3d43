fn end() = 1

fn f(case) = 2

fn g() do
  let when = 1
end
