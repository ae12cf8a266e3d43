struct Part do
  sku :: String
  stock :: Int
end deriving(Json)

struct Order do
  parts :: List<Part>
  tags :: Map<String, List<Int>>
  first :: Part?
end deriving(Json)

fn check(text :: String) do
  case Order.from_json(text) do
    Ok(order) -> println("#{List.length(order.parts)} parts")
    Err(e) -> println(e)
  end
end

fn main() do
  check("{\"parts\": [{\"sku\": \"a\", \"stock\": 1}, {\"sku\": \"b\"}], \"tags\": {}}")
  check("{\"parts\": [{\"sku\": \"a\", \"stock\": \"one\"}], \"tags\": {}}")
  check("{\"parts\": [7], \"tags\": {}}")
  check("{\"parts\": [], \"tags\": {\"k\": [1, 2, true]}}")
  check("{\"parts\": [], \"tags\": {\"k\": 3}}")
  check("{\"parts\": [], \"tags\": {}, \"first\": {\"sku\": \"c\"}}")
  check("{\"parts\": [], \"tags\": 0}")
  check("{\"parts\": [{\"sku\": \"a\", \"stock\": 1}], \"tags\": {}}")
end
