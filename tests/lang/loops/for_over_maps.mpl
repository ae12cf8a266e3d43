fn main() do
  let stock = %{"bolt" => 12, "nut" => 4, "cog" => 30}
  for {sku, n} in stock do
    println("#{sku} #{n}")
  end
  println("#{for {sku, n} in stock when n > 9 do sku end}")
  println("#{for sku in stock do sku <> "!" end}")
  println("#{for (k, v) in Map.to_list(stock) do v end}")
  println("#{for {k, v} in Map.new() do "#{k}#{v + 1}" end}")
end
