fn g(x) {
  if x {
    1
  } else {
    2
  }
}
fn f() do
  y = 5
  x + * 2
  foo(,)
  [1, 2
  let z = 3
  end
pub fn ok() = 1
service S do
  fn init() do 1 end
  let x = 1
  call A() -> Int do |s| (s, 1) end
  cast B() do |s| s end
end
supervisor W do
  strategy: one_for_one
  foo: 3
  child a do
    start: fn -> S.start() end
    bar: 3
  end
end
type Z = A | B
type Y do
  A, B
  | C
end
import
from A import *
from B improt x
impl Foo do
  fn x(self) = 1
end
end
