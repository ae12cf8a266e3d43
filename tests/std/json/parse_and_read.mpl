fn show(text :: String) -> String do
  case Json.parse(text) do
    Ok(j) -> "#{j}"
    Err(_) -> "error"
  end
end

fn kind(j :: Json) -> String do
  case j do
    Json.Null -> "null"
    Json.Bool(b) -> "bool #{b}"
    Json.Int(n) -> "int #{n}"
    Json.Float(f) -> "float #{f}"
    Json.Str(s) -> "str #{s}"
    Json.Array(items) -> "array of #{List.length(items)}"
    Json.Object(members) -> "object with #{Map.keys(members)}"
  end
end

fn main() do
  println(show(" {\"b\": [1, -2.50, true, null, \"x\\u00e9\\n\"], \"a\": {}} "))
  println(
    "#{show("9223372036854775807")} #{show("9223372036854775808")} #{show("-0")} #{show("1e2")}"
  )
  println(
    "#{show("01")} #{show("[1,]")} #{show("'x'")} #{show("1 2")} #{show("")} #{show("1e400")} #{show("\"\\ud800\"")} #{show("NaN")}"
  )
  println(show("{\"a\":1,\"a\":2}"))
  for text in ["null", "true", "3", "3.5", "\"s\"", "[1,2]", "{\"k\":1,\"j\":2}"] do
    case Json.parse(text) do
      Ok(j) -> println(kind(j))
      Err(e) -> println(e)
    end
  end
  let doc = "{\"n\":1.50,\"o\":{\"b\":1},\"s\":\"text\",\"t\":true,\"l\":[1,2],\"z\":null}"
  println(
    "#{Json.get(doc, "n")} #{Json.get(doc, "o")} [#{Json.get(doc, "q")}] #{Json.get(doc, "s")} #{Json.get(doc, "t")} #{Json.get(doc, "l")} [#{Json.get(doc, "z")}] [#{Json.get("oops", "z")}]"
  )
  println("#{Json.get_nested(doc, "o", "b")} [#{Json.get_nested(doc, "s", "b")}]")
  case Json.parse(doc) do
    Ok(j) -> println(
      "#{Option.and_then(Json.at(j, "l"), fn l -> Json.index(l, 1) end)} #{Option.and_then(Json.at(j, "s"), Json.as_string)} #{Json.at(j, "no")}"
    )
    Err(e) -> println(e)
  end
  println(
    "#{show(String.repeat("[", 512) <> String.repeat("]", 512)) == "error"} #{show(String.repeat("[", 513) <> String.repeat("]", 513)) == "error"}"
  )
end
