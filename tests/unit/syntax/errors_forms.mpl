fn main() do
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
