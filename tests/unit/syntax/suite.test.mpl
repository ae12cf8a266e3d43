from Inventory import apply, Part
test("recount keeps stock") do
  let p = Part { sku: "a", stock: 3 }
  assert(apply(p, Recount) == Ok(p))
  assert_eq a, b + 1
  assert_ne [1], -x
  assert not x
  assert_raises fn -> 1 end
end
describe("limits #{n}") do
  setup do
    let limit = 42
  end
  teardown() do () end
  fn helper() = 1
  ## Doc.
  test("sends to itself") do
    send(self(), limit)
    assert_receive 42, 500
    assert_receive Some(x) when x > 1
    assert_receive (a, b)
    assert_receive((a, b), 10)
  end
end
