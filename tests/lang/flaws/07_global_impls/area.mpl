pub interface Area do
  fn area(self) -> Int
end
