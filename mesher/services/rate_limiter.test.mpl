from Services.RateLimiter import RateLimiter, Window, count_request, open_window

# The answers to so many requests of one project, oldest first.
fn answers(w :: Window, project :: Int, own_limit :: Int, requests :: Int) -> List<Bool> do
  let (_, out) = List.reduce(0..requests |> Range.to_list(), (w, []), fn((at, seen), _) do
    let (next, allowed) = count_request(at, project, own_limit)
    (next, List.append(seen, allowed))
  end)
  out
end

describe("count_request") do
  setup do
    let window = open_window(60, 2)
  end

  test("allows as many as the limit") do
    assert_eq(answers(window, 1, 0, 4), [true, true, false, false])
  end

  test("a refused request is not counted") do
    let (one, _) = count_request(window, 1, 0)
    let (two, _) = count_request(one, 1, 0)
    let (three, allowed) = count_request(two, 1, 0)
    assert(!allowed)
    assert_eq(three, two)
  end

  test("projects do not share their count") do
    let (full, _) = count_request(open_window(60, 1), 1, 0)
    let (_, first) = count_request(full, 1, 0)
    let (_, second) = count_request(full, 2, 0)
    assert_eq((first, second), (false, true))
  end

  test("an own limit replaces the common one") do
    assert_eq(answers(window, 1, 3, 4), [true, true, true, false])
    assert_eq(answers(window, 1, 1, 2), [true, false])
  end

  test("0 is no limit") do
    assert_eq(List.count(answers(open_window(60, 0), 1, 0, 50), fn ok -> ok end), 50)
  end
end

describe("open_window") do
  test("begins without counts") do
    let (used, _) = count_request(open_window(60, 1), 1, 0)
    let fresh = open_window(used.seconds, used.limit)
    assert_eq(fresh.counts, Map.new())
    assert_eq((fresh.seconds, fresh.limit), (60, 1))
  end
end

describe("RateLimiter") do
  setup do
    let limiter = RateLimiter.start(60, 2)
  end

  test("counts over its calls and begins anew") do
    assert(RateLimiter.check_limit(limiter, 7))
    assert(RateLimiter.check_limit(limiter, 7))
    assert(!RateLimiter.check_limit(limiter, 7))
    RateLimiter.reset_window(limiter)
    assert(RateLimiter.check_limit(limiter, 7))
  end
end
