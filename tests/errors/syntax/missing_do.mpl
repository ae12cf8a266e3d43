fn f(n)
  n + 1
end

fn g(n) do
  if n > 1
    2
  end
end
