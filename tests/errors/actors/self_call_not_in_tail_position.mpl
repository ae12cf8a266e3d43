actor looper(n :: Int) do
  looper(n + 1)
  println("after")
end
