fn main() do
  """abc
  g(1)
end
fn f() = +
