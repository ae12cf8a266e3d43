struct P do
  name :: String
  f :: Fun(Int) -> Int
  m :: Map<Int, String>
end deriving(Json)

struct Inner do
  n :: Int
end

struct Outer do
  inner :: Inner
  items :: List<Inner>
end deriving(Json)
