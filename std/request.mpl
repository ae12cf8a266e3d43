##! A received HTTP request.

extern "mesh_http_find_header" fn find_header(block :: String, name :: String) -> List<String>
extern "mesh_http_header_list" fn header_list(block :: String) -> List<String>
extern "mesh_http_find_query" fn find_query(query :: String, name :: String) -> List<String>
extern "mesh_http_decode_percent" fn decode_percent(text :: String) -> String

## `head` holds the fields as received, a line each; `query` is the part behind `?`, still encoded.
pub struct Request do
  method :: String
  path :: String
  query :: String
  head :: String
  body :: String
  remote :: String
  params :: Map<String, String>
end

## The method as sent: "GET".
pub fn method(req :: Request) -> String = req.method

## The path up to `?`, not decoded.
pub fn path(req :: Request) -> String = req.path

## The body's bytes; empty when there is none.
pub fn body(req :: Request) -> String = req.body

## The field `name`, whatever its case; several of one name are joined by ", ".
pub fn header(req :: Request, name :: String) -> String? =
  List.head_opt(find_header(req.head, name))

## All fields, names in lower case.
pub fn headers(req :: Request) -> Map<String, String> = pairs(header_list(req.head), 0, Map.new())

## A flat list of names and values as a map.
pub fn pairs(flat :: List<String>, i :: Int, out :: Map<String, String>) -> Map<String, String> do
  if i >= List.length(flat) do
    out
  else
    pairs(flat, i + 2, Map.put(out, List.get(flat, i), List.get(flat, i + 1)))
  end
end

## The query parameter `name`, decoded; the last one of several.
pub fn query(req :: Request, name :: String) -> String? = List.last_opt(find_query(req.query, name))

## Every value of the query parameter `name`, decoded, in order.
pub fn query_all(req :: Request, name :: String) -> List<String> = find_query(req.query, name)

## What `:name` of the route's pattern matched, decoded; "*" is what `/*` matched.
pub fn param(req :: Request, name :: String) -> String? do
  case Map.get_opt(req.params, name) do
    Some(text) -> Some(decode_percent(text))
    None -> None
  end
end

## The address of the peer.
pub fn remote_addr(req :: Request) -> String = req.remote
