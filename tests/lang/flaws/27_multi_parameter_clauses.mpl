fn f(Some(a), "x", (1, b)) = "one #{a} #{b}"
fn f(None, "y", _) = "two"
fn f(Some(_), name, (_, b)) when b > 5 = "three #{name}"
fn f(_, _, _) = "other"

fn main() do
  println(
    "#{f(Some(1), "x", (1, 2))}, #{f(None, "y", (0, 0))}, #{f(Some(2), "z", (1, 6))}, #{f(None, "x", (1, 2))}"
  )
end
