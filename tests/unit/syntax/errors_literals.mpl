fn main() do
  0x + 0b12 + 0o8 + 1abc + 1e + 1e999
  9223372036854775808
  -9223372036854775809
  -9223372036854775808.abs()
  "\u{110000} \u{} \u{zz}"
  ~r/a/gx
  x |0> f(1)
  x |1> f(1)
  a & b
  ^
  “text”
  "#{}"
  case x do
    "a#{b}" -> 1
  end
  %{"a": 1}
  x.0
  clustered
  self(1)
end
clustered fn f() = 1
pub impl A for B do end
extern "sym" fn f()
fn end() = 1
fn g(type) = 1
let let = 2
fn k(x : Int) -> Int = x
actor a do
  terminate do 1 end
  terminate do 2 end
end
