pub struct Item do
  flag :: Bool
end

pub fn make() = Item { flag: true }

service Count do
  fn init() = "two"

  call Get() do |s|
    (s, s)
  end
end
