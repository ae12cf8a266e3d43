pub struct Thing do
  n :: Int
end

pub fn make() = Thing { n: 1 }
