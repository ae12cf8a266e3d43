fn parse(s) do
  case String.to_int(s) do
    Some(n) -> n
    None -> panic("no number: #{s}")
  end
end

fn main() do
  println("#{parse("5")}")
  println("#{parse("x")}")
end
