pub fn make(a :: String, b :: String) = "(#{a},#{b})"
