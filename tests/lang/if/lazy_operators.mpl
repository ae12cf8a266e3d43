fn said(name, value) do
  println("asked #{name}")
  value
end

fn main() do
  println("#{said("a", false) && said("b", true)}")
  println("#{said("c", true) || said("d", false)}")
  println("#{said("e", true) and said("f", true) and said("g", false) and said("h", true)}")
  println("#{(said("i", false) or said("j", true)) && !(said("k", false) || said("l", false))}")
end
