fn main() do
  println("#{(1, "a") == (1, "a")} #{Some(1) == None} #{Ok(1) == Err("x")} #{() == ()}")
  println("#{(1, 2.5, true)} #{Some([1])} #{Err("no")} #{()} #{compare(1, 2)} #{0..3}")
  println("#{(1, "a").inspect()} #{Some("x").inspect()} #{:up.inspect()} #{:up}")
  println(
    "#{(1, 2).hash() == (1, 2).hash()} #{Some(3).hash() == Some(3).hash()} #{().hash() == ().hash()}"
  )
  let m = %{(1, "a") => Some(1), (2, "b") => None}
  println("#{m[(1, "a")]} #{m}")
  println(
    "#{Some(1) < Some(2)} #{None < Some(1)} #{(1, "b") < (1, "c")} #{false < true} #{Ok(1) < Err(0)}"
  )
end
