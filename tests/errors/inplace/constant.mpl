let primes = [2, 3, 5]

@inplace fn more_primes() -> List<Int> = List.append(primes, 7)

fn main() do
  println("#{more_primes()}")
end
