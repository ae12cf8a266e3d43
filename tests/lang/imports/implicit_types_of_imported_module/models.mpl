pub struct User do
  name :: String
  age :: Int
end deriving(Json, Debug)
