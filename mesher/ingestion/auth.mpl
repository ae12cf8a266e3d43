##! Which project a request belongs to: the ingestion key, wherever clients put it.

from Context import Context
from Services.Project import ProjectService
from Types.Problem import Problem, database_unavailable
from Types.Project import Project

## The project of the key a request carries. Two different keys, a wrong one or none are Unauthorized.
pub fn authenticate_request(ctx :: Context, req :: Request) -> Project!Problem do
  let key = one_key([
    Request.query(req, "sentry_key"),
    Option.map(Request.header(req, "x-sentry-auth"), fn value -> key_of(value) end),
    Option.map(Request.header(req, "authorization"), fn value -> key_of(value) end)
  ])?
  project_of_key(ctx, key)
end

## The project of the key a WebSocket handshake carries: in the path's query or in the headers.
pub fn authenticate_socket(
  ctx :: Context,
  path :: String,
  headers :: Map<String, String>
) -> Project!Problem do
  let key = one_key([
    query_key(path),
    Option.map(Map.get_opt(headers, "x-sentry-auth"), fn value -> key_of(value) end),
    Option.map(Map.get_opt(headers, "authorization"), fn value -> key_of(value) end)
  ])?
  project_of_key(ctx, key)
end

fn query_key(path :: String) -> String? do
  case String.split(path, "?") do
    [_, query] ->
      let values = for part in String.split(query, "&") when String.starts_with(
        part,
        "sentry_key="
      ) do
        String.slice(part, 11, String.length(part))
      end
      List.last_opt(values)
    _ -> None
  end
end

# The keys that were given must agree.
fn one_key(found :: List<String?>) -> String!Problem do
  let keys = List.uniq(List.flat_map(found, fn o -> Option.to_list(o) end))
  case keys do
    [key] when key != "" -> Ok(key)
    _ -> Err(Unauthorized)
  end
end

fn project_of_key(ctx :: Context, key :: String) -> Project!Problem do
  case ProjectService.try_by_key(Process.whereis("project_service"), key) do
    Ok(Ok(Some(project))) -> Ok(project)
    Ok(Ok(None)) -> Err(Unauthorized)
    Ok(Err(_)) -> Err(database_unavailable())
    Err(_) -> Err(Unavailable("restarting", 1))
  end
end

## The key inside a header value: bare, `Bearer <key>`, `Basic <base64 of key:>`, or
## `Sentry sentry_key=<key>, ...`.
pub fn key_of(value :: String) -> String do
  let text = String.trim(value)
  case scheme_of(text) do
    ("bearer", rest) -> String.trim(rest)
    ("sentry", rest) -> sentry_key(rest)
    ("basic", rest) -> basic_user(rest)
    _ -> if String.contains(text, "sentry_key=") do sentry_key(text) else text end
  end
end

fn scheme_of(text :: String) -> (String, String) do
  case String.find(text, " ") do
    Some(at) ->
      (String.to_lower(String.slice(text, 0, at)), String.slice(text, at + 1, String.length(text)))
    None -> ("", text)
  end
end

fn sentry_key(pairs :: String) -> String do
  let keys = for pair in String.split(pairs, ",") when String.starts_with(
    String.trim(pair),
    "sentry_key="
  ) do
    String.slice(String.trim(pair), 11, String.length(pair))
  end
  case List.last_opt(keys) do
    Some(key) -> String.trim(key)
    None -> ""
  end
end

fn basic_user(encoded :: String) -> String do
  case Base64.decode(String.trim(encoded)) do
    Ok(text) -> List.head(String.split(text, ":"))
    Err(_) -> ""
  end
end
