# Variants, lists of exact and open length, alternatives, guards that fall through.

type Tree do
  Leaf
  Node(Tree, Int, Tree)
end

fn insert(t :: Tree, v :: Int) -> Tree do
  case t do
    Leaf -> Node(Leaf, v, Leaf)
    Node(l, w, r) when v < w -> Node(insert(l, v), w, r)
    Node(l, w, r) when v > w -> Node(l, w, insert(r, v))
    same -> same
  end
end

fn to_list(t :: Tree, acc :: List<Int>) -> List<Int> do
  case t do
    Leaf -> acc
    Node(l, v, r) -> to_list(l, List.append(to_list(r, acc), v))
  end
end

fn depth(Leaf) = 0

fn depth(Node(l, _, r)) do
  let a = depth(l)
  let b = depth(r)
  1 + (if a > b do a else b end)
end

fn sum(xs :: List<Int>) -> Int do
  case xs do
    [] -> 0
    h :: t -> h + sum(t)
  end
end

fn shape(xs :: List<Int>) -> String do
  case xs do
    [] -> "empty"
    [1] -> "one"
    [a, b] when a == b -> "pair #{a}"
    [a, b, c] -> "three #{a} #{b} #{c}"
    x :: _ :: rest -> "many #{x} #{List.length(rest)}"
    _ -> "other"
  end
end

fn name_of(n :: Int) -> String do
  case n do
    0 -> "zero"
    1 | 2 | 3 -> "few"
    -1 -> "minus"
    x when x > 100 -> "big #{x}"
    _ -> "some"
  end
end

fn word(s :: String) -> Int do
  case s do
    "a" -> 1
    "b" | "c" -> 2
    other -> String.length(other)
  end
end

fn pair((a, b), flag) do
  case (a, flag) do
    (1, true) -> "one yes"
    (n, false) -> "#{n} no"
    (_, true) -> b
  end
end

fn main() do
  let t = [5, 2, 8, 1, 9, 3] |> List.reduce(Leaf, fn acc, v -> insert(acc, v) end)
  println("#{depth(t)} #{sum(to_list(t, []))} #{to_list(t, [])}")
  for xs in [[], [1], [2, 2], [2, 3], [1, 2, 3], [1, 2, 3, 4]] do println(shape(xs)) end
  for n in [0, 2, -1, 500, 50] do println(name_of(n)) end
  println("#{word("a")} #{word("c")} #{word("hello")}")
  println(pair((1, "x"), true))
  println(pair((7, "x"), false))
  println(pair((7, "x"), true))
end
