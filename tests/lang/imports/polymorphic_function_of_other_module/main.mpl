from Tools import swap, largest, describe, Stack

fn main() do
  println("#{swap((1, "x"))} #{swap(("y", [2.5]))}")
  println("#{largest([1, 5, 2])} #{largest(["p", "q"])}")
  println(describe([Some(1)]) <> describe("s"))
  let s = Stack.push(Stack.push(Stack.empty(), 1), 2)
  println("#{Stack.peek(s)} #{Stack.peek(Stack.push(Stack.empty(), "top"))}")
end
