fn main() do
  1
#= abc
  g(1)
end
fn f() = +
