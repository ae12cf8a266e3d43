struct Stack<T> do
  items :: List<T>
end

impl Display for Stack<T> where T: Display do
  fn to_string(self) =
    "Stack(" <> String.join(List.map(self.items, fn x -> x.to_string() end), "|") <> ")"
end

interface Monoid do
  fn zero() -> Self
  fn plus(self, other :: Self) -> Self
end

impl Monoid for Int do
  fn zero() = 0
  fn plus(self, other) = self + other
end

impl Monoid for String do
  fn zero() = ""
  fn plus(self, other) = self <> other
end

impl Monoid for List<T> do
  fn zero() = []
  fn plus(self, other) = self ++ other
end

impl Monoid for Option<T> where T: Monoid do
  fn zero() = None

  fn plus(self, other) do
    case (self, other) do
      (None, o) -> o
      (s, None) -> s
      (Some(a), Some(b)) -> Some(a.plus(b))
    end
  end
end

fn concat_all<M>(xs :: List<M>) -> M where M: Monoid do
  List.reduce(xs, zero(), fn(a, b) -> a.plus(b) end)
end

fn main() do
  println("#{Stack { items: [1, 2] }} #{Stack { items: [Stack { items: ["x"] }] }}")
  println(
    "#{concat_all([1, 2, 3])} #{concat_all(["a", "b"])} #{concat_all([[1], [2]])} #{concat_all([Some("a"), None, Some("b")])}"
  )
  let none :: List<Int?> = []
  println("#{concat_all(none)}")
end
