service Counter do
  fn init() -> Int = 0

  call next() do
    1
  end

  let x = 1
end
