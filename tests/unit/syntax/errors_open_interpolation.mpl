fn main() do
  f("abc #{x)
  g(1)
end
fn f() = +
