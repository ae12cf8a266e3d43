fn f((a, a)) = a

fn g(x) do
  case x do
    (n, Some(n)) -> n
    (n, None) -> n
  end
end
