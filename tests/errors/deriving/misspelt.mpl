struct User do
  name :: String
end deriving(Eq, Dispaly)

type Light do
  Red
end deriving(ToString)
