from Model import Square
from Area import Area

impl Area for Square do
  fn area(self) -> Int do
    self.side * self.side
  end
end

impl Display for Square do
  fn to_string(self) -> String do
    "a square"
  end
end
