fn number(n :: Int) -> Int!String do
  if n > 0 do n else Err("low") end
end

fn maybe(s :: String) -> String? do
  s
end
