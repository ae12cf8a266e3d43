fn int(n) do
  case n do
    0 -> "zero"
    -1 -> "minus one"
    0xFF -> "ff"
    1_000 -> "thousand"
    _ -> "other"
  end
end

fn float(f) do
  match f do
    1.5 -> "one and a half"
    -2.0 -> "minus two"
    _ -> "other"
  end
end

fn text(s) do
  case s do
    "" -> "empty"
    "a\tb" -> "tabbed"
    "ab" -> "ab"
    _ -> "other"
  end
end

fn atom(a) do
  case a do
    :ok -> "fine"
    :error -> "bad"
    _ -> "what"
  end
end

fn main() do
  println("#{int(0)}, #{int(-1)}, #{int(255)}, #{int(1000)}, #{int(5)}")
  println("#{float(1.5)}, #{float(-2.0)}, #{float(2.0)}")
  println("#{text("")}, #{text("a\tb")}, #{text("a" <> "b")}, #{text("abc")}")
  println("#{atom(:ok)}, #{atom(:error)}, #{atom(:other)}")
end
