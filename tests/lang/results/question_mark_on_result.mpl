struct AppError do
  text :: String
end

impl From<String> for AppError do
  fn from(s :: String) = AppError { text: "app: " <> s }
end

fn number(s :: String) -> Int!String do
  case String.to_int(s) do
    Some(n) -> Ok(n)
    None -> Err("#{s} is no number")
  end
end

fn add(a :: String, b :: String) -> Int!String do
  Ok(number(a)? + number(b)?)
end

fn converted(s :: String) -> Int!AppError do
  let n = number(s)?
  Ok(n * 2)
end

fn in_closure(xs :: List<String>) = List.map(xs, fn s -> Ok(number(s)? + 1) end)

fn main() do
  println("#{add("1", "2")} #{add("1", "x")} #{add("y", "x")}")
  println("#{converted("4")} #{converted("w")}")
  println("#{in_closure(["1", "b"])}")
  let r = fn s :: String -> Ok(number(s)?) end
  println("#{r("8")}")
end
