fn main() do
  println("#{Env.get("UNSET_X", "d")} [#{Env.get("EMPTY_X", "d")}] #{Env.get("SET_X", "d")}")
end
