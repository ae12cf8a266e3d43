fn f(a, b) do
  let c = a === b
  let d = a ? b : c
  let e = a += 1
  x++
  a = 3
  return a; else
end
