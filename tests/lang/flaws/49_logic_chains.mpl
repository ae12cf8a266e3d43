fn flag(name, value) do
  print("#{name} ")
  value
end

fn check(a, b, c, d) = a && b && c || d && (a || b && c) && !d

fn main() do
  let r =
    flag("a", true) && flag("b", false) && flag("c", true) ||
      flag("d", true) && (flag("e", false) || flag("f", true))
  println("#{r}")
  println(
    "#{check(true, true, true, false)} #{check(true, true, false, true)} #{check(false, true, true, true)}"
  )
  let x = if true && false || true && true do 1 else 2 end
  println("#{x} #{true and not false or false}")
end
