struct AppError do
  text :: String
end

fn number(s :: String) -> Int!String do
  Err(s)
end

fn run(s :: String) -> Int!AppError do
  Ok(number(s)?)
end
