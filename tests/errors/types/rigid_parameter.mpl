fn first<T>(xs :: List<T>) -> T do
  1
end

fn bigger<T>(a :: T, b :: T) -> T do
  if a > b do a else b end
end
