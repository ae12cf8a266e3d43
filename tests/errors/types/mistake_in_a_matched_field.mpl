# The type of a field is a mistake; matches that look into it say nothing more.
struct Flags do
  a :: Bool
  b :: Option<>
  c :: List<>
  d :: (Int, Nowhere)
end

fn option(f :: Flags) do
  case f do
    Flags { a: true, b: None, .. } -> 1
    Flags { a: true, b: Some(_), .. } -> 2
    Flags { a: false, .. } -> 3
  end
end

fn list(f :: Flags) do
  case f do
    Flags { c: [], .. } -> 1
    Flags { c: [x], .. } -> x
    Flags { c: _ :: _, .. } -> 2
  end
end

fn tuple(f :: Flags) do
  case (f, true) do
    (Flags { d: (1, Some(_)), .. }, _) -> 1
    (Flags { d: (1, _), .. }, true) -> 2
    (Flags { d: (_, None), .. }, _) -> 3
  end
end
