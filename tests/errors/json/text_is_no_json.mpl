fn read(j :: Json) -> String = "#{j}"

fn main() do
  println(read("{}"))
end
