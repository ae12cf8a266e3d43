##! HTTP/1.1 server: routers, responses, and one actor for each connection.

extern "mesh_http_listen" fn listen(port :: Int) -> Int
extern "mesh_http_listen_tls" fn listen_tls(
  port :: Int,
  certificate :: String,
  key :: String
) -> Int
extern "mesh_http_limit_body" fn limit_body(listener :: Int, bytes :: Int) -> ()
extern "mesh_http_accept" fn accept(listener :: Int) -> Int
extern "mesh_http_adopt" fn adopt(connection :: Int) -> ()
extern "mesh_http_next" fn next(connection :: Int) -> Bool
extern "mesh_http_method" fn request_method(connection :: Int) -> String
extern "mesh_http_path" fn request_path(connection :: Int) -> String
extern "mesh_http_query" fn request_query(connection :: Int) -> String
extern "mesh_http_body" fn request_body(connection :: Int) -> String
extern "mesh_http_head" fn request_head(connection :: Int) -> String
extern "mesh_http_remote" fn request_remote(connection :: Int) -> String
extern "mesh_http_respond" fn respond(
  connection :: Int,
  status :: Int,
  body :: String,
  headers :: List<String>
) -> Bool

## A router without routes.
pub fn router() -> Router = Router.new()

## Serves `pattern` for every method. Patterns: literal text, `:name` for a segment, `/*` at the end.
pub fn route(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "", pattern, h)

## Serves GET (and HEAD) requests of `pattern`.
pub fn on_get(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "GET", pattern, h)

## Serves POST requests of `pattern`.
pub fn on_post(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "POST", pattern, h)

## Serves PUT requests of `pattern`.
pub fn on_put(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "PUT", pattern, h)

## Serves DELETE requests of `pattern`.
pub fn on_delete(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "DELETE", pattern, h)

## Serves PATCH requests of `pattern`.
pub fn on_patch(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "PATCH", pattern, h)

## Serves HEAD requests of `pattern`.
pub fn on_head(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "HEAD", pattern, h)

## Serves OPTIONS requests of `pattern`.
pub fn on_options(r :: Router, pattern :: String, h :: Fun(Request) -> Response) -> Router =
  Router.add(r, "OPTIONS", pattern, h)

## Puts `mw` around every request, unmatched ones included; the first added is the outermost.
pub fn use(r :: Router, mw :: Fun(Request, Fun(Request) -> Response) -> Response) -> Router =
  Router.wrap(r, mw)

## A response of the default content type, application/json.
pub fn response(status :: Int, body :: String) -> Response = Response {
  status: status,
  body: body,
  headers: Map.new()
}

## A response with extra headers, such as Retry-After on a 429.
pub fn response_with_headers(
  status :: Int,
  body :: String,
  headers :: Map<String, String>
) -> Response do
  Response { status: status, body: body, headers: headers }
end

## Listens on `port` (0: any free one) and serves for ever; an actor for each connection. The calling actor
## crashes when the port cannot be bound.
pub fn serve(r :: Router, port :: Int) -> () = accept_loop(listen(port), r)

## Like `serve`, but takes request bodies of up to `max_body` bytes instead of the default (16 MiB, or
## `MESH_HTTP_MAX_BODY`).
pub fn serve_limited(r :: Router, port :: Int, max_body :: Int) -> () do
  let listener = listen(port)
  limit_body(listener, max_body)
  accept_loop(listener, r)
end

## Like `serve`, over TLS: the paths of a PEM file with the certificate chain and of one with its key.
pub fn serve_tls(r :: Router, port :: Int, certificate :: String, key :: String) -> () do
  accept_loop(listen_tls(port, certificate, key), r)
end

fn accept_loop(listener :: Int, r :: Router) -> () do
  let connection = accept(listener)
  let _ = spawn(fn -> serve_connection(connection, r) end)
  accept_loop(listener, r)
end

fn serve_connection(connection :: Int, r :: Router) -> () do
  adopt(connection)
  serve_requests(connection, r)
end

fn serve_requests(connection :: Int, r :: Router) -> () do
  if next(connection) do
    let answer = Router.dispatch(r, read_request(connection))
    if respond(connection, answer.status, answer.body, flatten(answer.headers)) do
      serve_requests(connection, r)
    else
      ()
    end
  else
    ()
  end
end

fn read_request(connection :: Int) -> Request do
  Request {
    method: request_method(connection),
    path: request_path(connection),
    query: request_query(connection),
    head: request_head(connection),
    body: request_body(connection),
    remote: request_remote(connection),
    params: Map.new()
  }
end

fn flatten(headers :: Map<String, String>) -> List<String> do
  if Map.size(headers) == 0 do
    []
  else
    List.flat_map(Map.to_list(headers), fn((name, value)) -> [name, value] end)
  end
end
