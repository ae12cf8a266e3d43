interface Show do
  fn show(self) -> String
end

impl Show for Int do
  fn show(self) = "int"
end

impl Show for Int do
  fn show(self) = "again"
end

impl Show for List<T> do
  fn show(self) = "list"
end

impl Show for List<Int> do
  fn show(self) = "ints"
end
