pub struct Part do
  sku :: String
  stock :: Int
end

pub fn weigh(parts :: List<Int>) -> Int = List.reduce(parts, 0, fn(a, b) -> a + b end)
