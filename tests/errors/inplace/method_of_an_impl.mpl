# Methods of impls promise like functions; one that nobody calls too.
interface Grow do
  fn grow(self, x :: Int) -> (Self, Int)

  fn shrink(self) -> Self
end

struct Stack do
  items :: List<Int>
end

impl Grow for Stack do
  @inplace fn grow(self, x :: Int) -> (Stack, Int) do
    let more = %{self | items: List.append(self.items, x)}
    (more, List.length(self.items))
  end

  @inplace(self) fn shrink(self) -> Stack = self
end

impl Grow for List<T> do
  @inplace fn grow(self, x :: Int) -> (List<T>, Int) do
    (List.reverse(self), x)
  end

  fn shrink(self) -> List<T> = List.drop(self, 1)
end

fn main() do
  println("#{[1].grow(2)}")
end
