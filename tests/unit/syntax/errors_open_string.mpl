fn main() do
  let s = "abc
  println("x")
end

fn f() = +
