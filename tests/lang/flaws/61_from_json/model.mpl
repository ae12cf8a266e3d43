pub struct Item do
  sku :: String
  size :: Option<Float>
end deriving(Eq, Debug, Json)

pub type Kind do
  Plain
  Gift(String)
end deriving(Eq, Debug, Json)

pub struct Order do
  id :: Int
  note :: Option<String>
  rows :: List<List<Int>>
  by :: Map<String, Item>
  kind :: Kind
end deriving(Eq, Debug, Json)
