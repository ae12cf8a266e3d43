pub struct Part do
  sku :: String
end
