struct Part do
  a :: Int
end

type Part do
  A
end

interface Show do
  fn show(self) -> String
end

interface Show do
  fn show(self) -> String
end
