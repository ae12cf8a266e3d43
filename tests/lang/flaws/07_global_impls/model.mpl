pub struct Square do
  side :: Int
end
