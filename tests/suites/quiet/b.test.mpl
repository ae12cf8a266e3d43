test("bad") do
  assert(1 == 2)
end
