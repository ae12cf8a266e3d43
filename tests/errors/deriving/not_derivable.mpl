struct P do
  n :: Int
end deriving(Eq, Colour)

type T do
  A
end deriving(Row)
