# Constants may need constants declared below them, also through functions.

let primes = [2, 3, 5, 7]
let total = count(primes) + base
let base = 100
let table = %{"x" => primes, "y" => [total]}

fn count(xs :: List<Int>) -> Int = List.length(xs) + extra

let extra = 1000

fn main() do
  println("#{primes} #{total} #{base}")
  println("#{table}")
end
