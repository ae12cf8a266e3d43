struct P
  n :: Int
end

struct Q do
  n Int
  m :: Int = 3
end

type T do
  lower(Int)
end
