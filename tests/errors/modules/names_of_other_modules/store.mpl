pub fn get(n :: Int) = n
fn helper(n :: Int) = n

pub struct Item do
  id :: Int
end
