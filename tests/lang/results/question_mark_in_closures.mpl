fn parse(s :: String) -> Option<Int> = String.to_int(s)

fn main() do
  let add = fn(a, b) -> Some(parse(a)? + parse(b)?) end
  println("#{add("1", "2")} #{add("1", "x")}")
  let each = List.map(["4", "no"], fn s ->
    let n = parse(s)?
    Some(n * 2)
  end)
  println("#{each}")
end
