test("alone") do
  println("alone")
end

describe("outer") do
  setup do
    let a = 1
    println("outer setup")
  end

  teardown() do
    println("outer teardown #{a}")
  end

  test("first") do
    println("first #{a}")
  end

  describe("inner") do
    setup do
      let b = a + 1
      println("inner setup")
    end

    teardown do
      println("inner teardown #{b}")
    end

    test("fails") do
      println("second #{a} #{b}")
      assert(false)
    end
  end

  test("last") do
    println("last #{a}")
  end
end

describe("a failing teardown") do
  teardown do
    panic("no teardown")
  end

  test("fails the test") do
    println("body")
  end
end
