fn fib(n) do
  if n < 2 do n else fib(n - 1) + fib(n - 2) end
end

fn collatz(n, steps) when n == 1 = steps
fn collatz(n, steps) when n % 2 == 0 = collatz(n / 2, steps + 1)
fn collatz(n, steps) = collatz(3 * n + 1, steps + 1)
fn ack(0, n) = n + 1
fn ack(m, 0) = ack(m - 1, 1)
fn ack(m, n) = ack(m - 1, ack(m, n - 1))

fn sieve(n :: Int) -> List<Int> do
  let flags = List.repeat(true, n + 1)
  sieve_from(2, n, flags, [])
end

fn sieve_from(i :: Int, n :: Int, flags :: List<Bool>, acc :: List<Int>) -> List<Int> do
  if i > n do
    acc
  else if flags[i] do
    sieve_from(i + 1, n, strike(i * i, i, n, flags), List.append(acc, i))
  else
    sieve_from(i + 1, n, flags, acc)
  end
end

fn strike(j :: Int, i :: Int, n :: Int, flags :: List<Bool>) -> List<Bool> do
  if j > n do flags else strike(j + i, i, n, List.set(flags, j, false)) end
end

fn qsort(xs) do
  case xs do
    [] -> []
    p :: rest ->
      let (lo, hi) = List.partition(rest, fn x -> x < p end)
      qsort(lo) ++ [p] ++ qsort(hi)
  end
end

fn perms(xs) do
  case xs do
    [] -> [[]]
    _ -> List.flat_map(List.enumerate(xs), fn((i, x)) ->
      let rest = List.take(xs, i) ++ List.drop(xs, i + 1)
      List.map(perms(rest), fn p -> [x] ++ p end)
    end)
  end
end

fn queens(n :: Int) -> Int do place(n, 0, []) end

fn place(n :: Int, row :: Int, cols :: List<Int>) -> Int do
  if row == n do
    1
  else
    List.sum(for c in 0..n when safe(c, cols, 1) do
      place(n, row + 1, List.prepend(cols, c))
    end)
  end
end

fn safe(c :: Int, cols :: List<Int>, d :: Int) -> Bool do
  case cols do
    [] -> true
    x :: rest -> x != c && x - c != d && c - x != d && safe(c, rest, d + 1)
  end
end

fn words(text :: String) do
  let counts = List.reduce(String.split_whitespace(text), %{}, fn(m, w) ->
    Map.update(m, w, 1, fn n -> n + 1 end)
  end)
  List.sort(Map.to_list(counts), fn((a, n), (b, m)) ->
    if n != m do m - n else if a < b do -1 else 1 end
  end)
end

fn main() do
  println("#{fib(22)} #{collatz(27, 0)} #{ack(2, 9)}")
  println("#{sieve(50)} #{List.length(sieve(5000))}")
  println("#{qsort([5, 3, 9, 3, 1])} #{qsort(["c", "a", "b"])}")
  println("#{perms([1, 2, 3])} #{List.length(perms([1, 2, 3, 4, 5, 6]))}")
  println("#{queens(6)} #{queens(8)}")
  println("#{words("the cat and the dog and the end")}")
end
