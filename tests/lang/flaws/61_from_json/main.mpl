import Model
from Model import Order

fn main() do
  let text = """{"id": 7, "note": null, "rows": [[1, 2], []], "by": {"a": {"sku": "x", "size": 2.0}}, "kind": {"tag": "Gift", "fields": ["bob"]}}"""
  case Order.from_json(text) do
    Ok(o) -> do
      println(o.inspect())
      println(Json.encode(o))
      println("#{Order.from_json(Json.encode(o)) == Ok(o)}")
    end
    Err(e) -> println(e)
  end
  println("#{Order.from_json("{\"id\": \"x\"}")}")
  println("#{Item.from_json("{\"sku\": \"a\"}")}")
end
