fn f(n) when n + 1 = "a"
fn f(_) = "b"

fn g(x :: Int) do
  case x do
    n when "text" -> n
    _ -> 0
  end
end
