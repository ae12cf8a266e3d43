fn main() do
  f(~r/abc)
  g(1)
end
fn f() = +
