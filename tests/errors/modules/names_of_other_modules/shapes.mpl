pub fn area(n :: Int) = n * n
fn secret() = 1

struct Hidden do
  n :: Int
end
