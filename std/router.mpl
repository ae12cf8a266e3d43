##! Which handler serves which request. Routers are values: adding a route gives a new router.

## `segments` are the parts of the pattern between slashes; `wildcard` when it ends in `/*`.
pub struct Route do
  method :: String
  pattern :: String
  segments :: List<String>
  named :: Bool
  wildcard :: Bool
  handler :: Fun(Request) -> Response
end

pub struct Router do
  literal :: Map<String, List<Route>>
  named :: List<Route>
  wildcards :: List<Route>
  middleware :: List<Fun(Request, Fun(Request) -> Response) -> Response>
end

## A router without routes.
pub fn new() -> Router = Router { literal: Map.new(), named: [], wildcards: [], middleware: [] }

## Adds a route; `method` "" stands for any.
pub fn add(
  r :: Router,
  method :: String,
  pattern :: String,
  handler :: Fun(Request) -> Response
) -> Router do
  let wildcard = pattern == "*" || String.ends_with(pattern, "/*")
  let base = if wildcard do String.slice(pattern, 0, String.length(pattern) - 1) else pattern end
  let segments = split_path(base)
  let named = List.any(segments, fn s -> String.starts_with(s, ":") end)
  let route = Route {
    method: method,
    pattern: pattern,
    segments: segments,
    named: named,
    wildcard: wildcard,
    handler: handler
  }
  if wildcard do
    %{r | wildcards: List.append(r.wildcards, route)}
  else if named do
    %{r | named: List.append(r.named, route)}
  else
    let key = trim_slash(pattern)
    let same = Map.get(r.literal, key, [])
    %{r | literal: Map.put(r.literal, key, List.append(same, route))}
  end
end

## Adds a middleware; the first added is the outermost.
pub fn wrap(r :: Router, mw :: Fun(Request, Fun(Request) -> Response) -> Response) -> Router do
  %{r | middleware: List.append(r.middleware, mw)}
end

## The answer to a request: middleware, then the route, then 404, 405 or the default of OPTIONS.
pub fn dispatch(r :: Router, req :: Request) -> Response = through(r, 0, req)

fn through(r :: Router, i :: Int, req :: Request) -> Response do
  if i == List.length(r.middleware) do
    route_request(r, req)
  else
    let mw = List.get(r.middleware, i)
    mw(req, fn next_req -> through(r, i + 1, next_req) end)
  end
end

fn route_request(r :: Router, req :: Request) -> Response do
  case find(r, req, req.method) do
    Some((route, params)) -> run(route, %{req | params: params})
    None -> unrouted(r, req)
  end
end

fn run(route :: Route, req :: Request) -> Response do
  let handler = route.handler
  handler(req)
end

fn unrouted(r :: Router, req :: Request) -> Response do
  let allowed = allowed_methods(r, req)
  if List.is_empty(allowed) do
    plain(404, "Not Found", Map.new())
  else
    let allow = Map.put(Map.new(), "Allow", String.join(allowed, ", "))
    if req.method == "HEAD" && List.contains(allowed, "GET") do
      route_request(r, %{req | method: "GET"})
    else if req.method == "OPTIONS" do
      plain(204, "", allow)
    else
      plain(405, "Method Not Allowed", allow)
    end
  end
end

fn plain(status :: Int, body :: String, headers :: Map<String, String>) -> Response do
  Response { status: status, body: body, headers: headers }
end

fn allowed_methods(r :: Router, req :: Request) -> List<String> do
  let found = for m in ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"] when Option.is_some(
    find(r, req, m)
  ) do
    m
  end
  if List.is_empty(found) do
    []
  else if List.contains(found, "GET") && !List.contains(found, "HEAD") do
    found ++ ["HEAD", "OPTIONS"]
  else
    List.append(found, "OPTIONS")
  end
end

# Literal patterns first, then named ones, then wildcards; in order of registration.
fn find(r :: Router, req :: Request, method :: String) -> (Route, Map<String, String>)? do
  case find_literal(Map.get(r.literal, trim_slash(req.path), []), method) do
    Some(route) -> Some((route, Map.new()))
    None -> find_pattern(r, split_path(req.path), method)
  end
end

fn find_literal(routes :: List<Route>, method :: String) -> Route? do
  List.find(routes, fn route -> accepts(route, method) end)
end

fn accepts(route :: Route, method :: String) -> Bool = route.method == "" || route.method == method

fn find_pattern(
  r :: Router,
  parts :: List<String>,
  method :: String
) -> (Route, Map<String, String>)? do
  case List.find_map(r.named, fn route -> match_route(route, parts, method) end) do
    Some(hit) -> Some(hit)
    None -> List.find_map(r.wildcards, fn route -> match_route(route, parts, method) end)
  end
end

fn match_route(
  route :: Route,
  parts :: List<String>,
  method :: String
) -> (Route, Map<String, String>)? do
  let wanted = List.length(route.segments)
  let given = List.length(parts)
  let fits = if route.wildcard do given >= wanted else given == wanted end
  if !fits || !accepts(route, method) do
    None
  else
    case match_parts(route.segments, parts, 0, Map.new()) do
      Some(params) when route.wildcard ->
        Some((route, Map.put(params, "*", String.join(List.drop(parts, wanted), "/"))))
      Some(params) -> Some((route, params))
      None -> None
    end
  end
end

fn match_parts(
  wanted :: List<String>,
  given :: List<String>,
  i :: Int,
  params :: Map<String, String>
) -> Map<String, String>? do
  if i == List.length(wanted) do
    Some(params)
  else
    let want = List.get(wanted, i)
    let part = List.get(given, i)
    if String.starts_with(want, ":") do
      match_parts(
        wanted,
        given,
        i + 1,
        Map.put(params, String.slice(want, 1, String.length(want)), part)
      )
    else if want == part do
      match_parts(wanted, given, i + 1, params)
    else
      None
    end
  end
end

fn split_path(path :: String) -> List<String> do
  for part in String.split(path, "/") when part != "" do part end
end

fn trim_slash(path :: String) -> String do
  if String.length(path) > 1 && String.ends_with(path, "/") do
    String.slice(path, 0, String.length(path) - 1)
  else
    path
  end
end
