##! A project as ingestion sees it.

pub struct Project do
  id :: Int
  name :: String
  rate_limit :: Int
end deriving(Eq, Debug)
