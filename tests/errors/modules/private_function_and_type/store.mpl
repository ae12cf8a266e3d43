pub fn load() -> Int = 1

fn secret() -> Int = 2

struct Hidden do
  x :: Int
end
