pub struct Thing do
  n :: Int
end

pub fn show(t :: Thing) = t.n
