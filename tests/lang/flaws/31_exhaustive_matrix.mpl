fn length(xs) do
  case xs do
    [] -> 0
    _ :: t -> 1 + length(t)
  end
end

fn pair(p) do
  case p do
    (true, true) -> "both"
    (true, false) -> "left"
    (false, _) -> "not left"
  end
end

struct Flags do
  a :: Bool
  b :: Option<Bool>
end

fn flags(f) do
  case f do
    Flags { a: true, b: None } -> 1
    Flags { a: true, b: Some(_) } -> 2
    Flags { a: false, .. } -> 3
  end
end

fn small(xs) do
  case xs do
    [] -> "none"
    [_] -> "one"
    [_, _] -> "two"
    _ :: _ :: _ :: _ -> "more"
  end
end

fn main() do
  println(
    "#{length([1, 2, 3])} #{pair((true, false))} #{flags(Flags { a: true, b: Some(true) })} #{small([1, 2, 3, 4])} #{small([1])}"
  )
end
