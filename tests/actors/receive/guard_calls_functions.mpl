fn is_prime(n :: Int) -> Bool = n > 1 && !List.any(Range.to_list(2..n), fn d -> n % d == 0 end)

actor primes(found :: List<Int>) do
  receive do
    0 -> println("#{found}")
    n when is_prime(n) -> primes(List.append(found, n))
    _ -> primes(found)
  end
end

fn main() do
  let p = spawn(primes, [])
  for n in 1..20 do
    send(p, n)
  end
  send(p, 0)
end
