struct P do
  n :: Int
end deriving(Ord)
