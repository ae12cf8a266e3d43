type T do
  lower(Int)
  Upper
end
