##! A database connection lent from a pool: the number of a lease of the actor that checked it out.

pub struct DbConnection do
  lease :: Int
end deriving(Eq)
