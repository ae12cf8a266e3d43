pub fn load(n :: Int) -> Int = n

pub struct Part do
  sku :: String
end deriving(Display)
