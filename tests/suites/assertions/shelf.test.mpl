from Stock.Shelf import Part, weigh

fn heavy(n :: Int) -> Bool do n > 10 end

test("pass") do
  assert(heavy(11))
  assert_eq(weigh([4, 7]), 11)
  assert_ne("a", "b")
  assert_raises(fn -> List.head([]) end)
  assert_raises(fn -> assert(false) end)
  assert not heavy(1)
  assert_eq Part { sku: "a", stock: 1 }, Part { sku: "a", stock: 1 }
end

test("assert") do
  assert(heavy(1) || heavy(2))
  println("not reached")
end

test("assert_eq") do
  assert_eq(weigh([1, 2]), 4)
end

test("assert_eq of structs") do
  assert_eq(Part { sku: "a", stock: 1 }, Part { sku: "b", stock: 1 })
end

test("assert_ne") do
  assert_ne("x" <> "y", "xy")
end

test("assert_raises") do
  assert_raises(fn -> weigh([]) end)
end

test("panic") do
  panic("two\nlines")
end

test("runs after failures") do
  assert true
end
