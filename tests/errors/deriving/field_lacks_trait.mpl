struct P do
  f :: Fun(Int) -> Int
end deriving(Eq)

struct Inner do
  n :: Int
end deriving(Eq)

type Outer do
  Holds(Inner)
end deriving(Eq, Display)
