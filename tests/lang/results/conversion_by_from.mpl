type AppError do
  NotFound(String)
  BadNumber
end deriving(Display)

struct ParseError do
  text :: String
end

impl From<ParseError> for AppError do
  fn from(e :: ParseError) -> AppError = if e.text == "" do BadNumber else NotFound(e.text) end
end

fn parse(text :: String) -> Int!ParseError do
  case String.to_int(text) do
    Some(n) -> Ok(n)
    None -> Err(ParseError { text: text })
  end
end

fn total(a :: String, b :: String) -> Int!AppError do
  Ok(parse(a)? + parse(b)?)
end

fn main() do
  println("#{total("1", "2")} #{total("1", "x")} #{total("", "x")}")
end
