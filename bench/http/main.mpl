##! The routes of the HTTP comparison: /text, /json, and /echo which parses a JSON body.

fn main() do
  let port = case Env.args() do
    [text] -> Option.unwrap_or(String.to_int(text), 9200)
    _ -> 9200
  end
  let plain = %{"Content-Type" => "text/plain"}
  let app = HTTP.router()
    |> HTTP.on_get("/text", fn _ -> HTTP.response_with_headers(200, "Hello, World!\n", plain) end)
    |> HTTP.on_get("/json", fn _ ->
      HTTP.response(200, Json.encode(json { message: "hello", id: 42, ok: true }))
    end)
    |> HTTP.on_post("/echo", fn req -> echo(Request.body(req)) end)
  HTTP.serve(app, port)
end

fn echo(body :: String) -> Response do
  case Json.parse(body) do
    Ok(Json.Object(members)) -> HTTP.response(200, Json.encode(json { id: id_of(members) }))
    _ -> HTTP.response(400, "bad json")
  end
end

fn id_of(members :: Map<String, Json>) -> String do
  case Map.get_opt(members, "id") do
    Some(Json.Str(id)) -> id
    _ -> ""
  end
end
