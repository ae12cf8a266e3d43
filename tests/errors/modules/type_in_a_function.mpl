fn area(w :: Int) -> Int do
  struct Box do
    w :: Int
  end
  type Colour do
    Red
    Green
  end
  let b = Box { w: w }
  let c :: Colour = Red
  case c do
    Red -> b.w
    Green -> 0
  end
end
