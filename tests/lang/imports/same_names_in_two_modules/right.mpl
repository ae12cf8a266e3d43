pub struct Thing do
  s :: String
end

pub fn show(x :: String) = "right #{x}"
pub fn make(s) = Thing { s: s }
pub fn tick() = helper()
fn helper() = "right helper"
