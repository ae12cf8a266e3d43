fn f() do
  struct P do
    n :: Int
  end
  import List
  1
end

println("top level")
