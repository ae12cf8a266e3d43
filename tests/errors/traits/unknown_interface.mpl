struct P do
  n :: Int
end

impl Shw for P do
  fn show(self) = "p"
end

fn f<T>(x :: T) -> T where T: Missing do
  x
end
