fn count(0, total) = total
fn count(n, total) = count(n - 1, total + 1)

fn even(0) = true
fn even(n) = odd(n - 1)

fn odd(0) = false
fn odd(n) = even(n - 1)

fn main() do
  println("#{count(1000000, 0)} #{even(1000000)}")
end
