pub fn parse(text :: String) -> Int = String.length(text)
