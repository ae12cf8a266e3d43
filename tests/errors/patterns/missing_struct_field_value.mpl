struct Door do
  open :: Bool
  floor :: Int
end

fn main() do
  case Door { open: true, floor: 1 } do
    Door { open: true, floor } -> println("#{floor}")
    Door { floor: 0, .. } -> println("ground")
  end
end
