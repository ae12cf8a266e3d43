fn size(0) = "none"
fn size(1) do
  "one"
end
fn size(n) when n < 0 = "negative"
fn size(n) do
  let half = n / 2
  "twice #{half}"
end

fn both(0, 0) = "zeros"
fn both(0, _) = "first"
fn both(_, 0) = "second"
fn both(a, b) when a == b = "same"
fn both(_, _) = "other"

fn main() do
  println("#{List.map([0, 1, -5, 8], size)}")
  println("#{both(0, 0)} #{both(0, 1)} #{both(1, 0)} #{both(2, 2)} #{both(1, 2)}")
end
