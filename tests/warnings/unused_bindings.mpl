fn f(a, _b) do
  let used = a + 1
  let unused = used
  let _quiet = used
  let (x, y) = (1, 2)
  used + x
end
