test("fine") do
  assert true
end
