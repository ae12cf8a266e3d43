# Variables as truth values, numbers, lists, and one that must be there.
fn main() do
  println(
    "#{Env.get_bool("YES_X", false)} #{Env.get_bool("NO_X", true)} #{Env.get_bool("ODD_X", true)}"
  )
  println("#{Env.get_bool("UNSET_X", true)} #{Env.get_bool("EMPTY_X", false)}")
  println("#{Env.get_int_checked("NUMBER_X", 1)} #{Env.get_int_checked("ODD_X", 1)}")
  println("#{Env.get_int_checked("UNSET_X", 1)}")
  println(
    "#{Env.get_list("LIST_X", ",")} #{Env.get_list("UNSET_X", ",")} #{Env.get_list("EMPTY_X", ",")}"
  )
  println(Env.require("YES_X"))
  println(Env.require("UNSET_X"))
end
