interface Area do
  fn area(self) -> Float
  fn name(self) -> String

  fn label(self) -> String do
    "label"
  end
end

struct Square do
  side :: Float
end

impl Area for Square do
  fn name(self) -> String do
    "square"
  end
end
