fn grade(n) when n >= 90 = "A"
fn grade(n) when n >= 50 = "B"
fn grade(_) = "C"

fn kind(0) = "zero"
fn kind(-1) = "minus one"
fn kind(n) when is_even(n) do
  "even"
end
fn kind(_) = "odd"

fn is_even(n) = n % 2 == 0

fn main() do
  for n in [95, 90, 89, 50, 49] do
    println(grade(n))
  end
  for n in [0, -1, 4, 7, -3] do
    println("#{n} #{kind(n)}")
  end
end
