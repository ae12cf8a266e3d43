pub struct Thing do
  n :: Int
end

pub fn show(x :: Int) = "left #{x}"
pub fn make(n) = Thing { n: n }
pub fn tick() = helper()
fn helper() = "left helper"
