fn hello(req) do
  HTTP.response(200, Request.path(req))
end

fn log(req, next) do
  next(req)
end

fn main() do
  let count = 3
  let router = HTTP.router()
    |> HTTP.use(log)
    |> HTTP.use(fn(req, next) -> next(req) end)
    |> HTTP.on_get("/hello", hello)
    |> HTTP.on_get("/n", fn(_) -> HTTP.response(200, "#{count}") end)
    |> HTTP.route("/*", fn req -> HTTP.response(404, req.method()) end)
  let _ = router
  println("routes")
end
