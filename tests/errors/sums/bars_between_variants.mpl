type Light = Red | Green

type Shape do
  | Circle(Float)
  | Dot
end
