test("a mistake") do
  assert_eq(1, "one")
end
