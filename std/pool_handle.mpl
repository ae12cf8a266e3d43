##! A pool of database connections, as a value that may be stored, captured and sent.

pub struct PoolHandle do
  id :: Int
end deriving(Eq)
