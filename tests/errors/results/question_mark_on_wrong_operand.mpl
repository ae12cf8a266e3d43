fn f(n :: Int) -> Int!String do
  Ok(n? + 1)
end
