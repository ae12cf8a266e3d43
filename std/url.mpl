##! Addresses (RFC 3986): taking apart, putting together, percent-encoding.

extern "mesh_string_slice_bytes" pure fn slice_bytes(
  s :: String,
  start :: Int,
  stop :: Int
) -> String
extern "mesh_url_decode" pure fn decode_bytes(s :: String, plus :: Bool) -> List<String>
extern "mesh_url_encode" pure fn encode_bytes(s :: String) -> String

## `scheme://user@host:port/path?query#fragment`; parts that are missing are "", a missing port is None.
pub struct Url do
  scheme :: String
  user :: String
  host :: String
  port :: Option<Int>
  path :: String
  query :: String
  fragment :: String
end deriving(Eq, Hash, Debug)

## Takes an address apart.
pub fn parse(text :: String) -> Url!String do
  let (before, fragment) = halves(text, "#")
  let (front, query) = halves(before, "?")
  let (scheme, rest) = scheme_of(front)
  let (authority, path) = authority_of(rest)
  let (user, place) = user_of(authority)
  let (host, port) = host_of(place)
  if List.any(String.codepoints(text), fn c -> c <= 32 || c == 127 end) do
    Err("invalid character in address")
  else if port == "" do
    Ok(Url {
      scheme: scheme,
      user: user,
      host: host,
      port: None,
      path: path,
      query: query,
      fragment: fragment
    })
  else
    case Int.parse(port) do
      Some(n) when n >= 0 && n < 65536 && String.is_numeric(port) ->
        Ok(Url {
          scheme: scheme,
          user: user,
          host: host,
          port: Some(n),
          path: path,
          query: query,
          fragment: fragment
        })
      _ -> Err("invalid port '#{port}'")
    end
  end
end

fn halves(text :: String, mark :: String) -> (String, String) =
  Option.unwrap_or(String.split_once(text, mark), (text, ""))

fn scheme_of(text :: String) -> (String, String) do
  case String.split_once(text, ":") do
    Some((scheme, rest)) when is_scheme(scheme) -> (String.to_lower(scheme), rest)
    _ -> ("", text)
  end
end

fn is_scheme(text :: String) -> Bool do
  let good = List.all(String.codepoints(text), fn c ->
    is_letter(c) || (c >= 48 && c <= 57) || c == 43 || c == 45 || c == 46
  end)
  good && text != "" && is_letter(String.byte_at(text, 0))
end

fn is_letter(c :: Int) -> Bool = (c >= 65 && c <= 90) || (c >= 97 && c <= 122)

fn authority_of(rest :: String) -> (String, String) do
  case String.strip_prefix(rest, "//") do
    None -> ("", rest)
    Some(text) ->
      case String.find(text, "/") do
        Some(i) -> (String.take(text, i), String.drop(text, i))
        None -> (text, "")
      end
  end
end

fn user_of(authority :: String) -> (String, String) do
  case String.last_index_of(authority, "@") do
    Some(i) -> (String.take(authority, i), String.drop(authority, i + 1))
    None -> ("", authority)
  end
end

# A colon inside brackets belongs to an IPv6 address.
fn host_of(place :: String) -> (String, String) do
  let bracket = Option.unwrap_or(String.last_index_of(place, "]"), -1)
  case String.last_index_of(place, ":") do
    Some(i) when i > bracket -> (String.to_lower(String.take(place, i)), String.drop(place, i + 1))
    _ -> (String.to_lower(place), "")
  end
end

## The address as text.
pub fn build(u :: Url) -> String do
  let scheme = if u.scheme == "" do "" else "#{u.scheme}:" end
  let user = if u.user == "" do "" else "#{u.user}@" end
  let port = case u.port do
    Some(n) -> ":#{n}"
    None -> ""
  end
  let authority = if u.host == "" do "" else "//#{user}#{u.host}#{port}" end
  let query = if u.query == "" do "" else "?#{u.query}" end
  let fragment = if u.fragment == "" do "" else "\##{u.fragment}" end
  "#{scheme}#{authority}#{u.path}#{query}#{fragment}"
end

impl Display for Url do
  fn to_string(self) -> String = build(self)
end

## Every byte but letters, digits and `-._~` as %XX.
pub fn encode(text :: String) -> String = encode_bytes(text)

## The text of %XX; Err when it is cut short or no valid text comes out.
pub fn decode(text :: String) -> String!String = decoded(text, false)

fn decoded(text :: String, plus :: Bool) -> String!String do
  case decode_bytes(text, plus) do
    [result] -> if String.is_valid(result) do Ok(result) else Err("invalid UTF-8 in '#{text}'") end
    _ -> Err("invalid percent-encoding in '#{text}'")
  end
end

## Names and values of a query in order; `+` is a blank, faulty parts stay as they are.
pub fn query_pairs(query :: String) -> List<(String, String)> do
  for part in String.split(query, "&") when part != "" do
    let (name, value) = halves(part, "=")
    (Result.unwrap_or(decoded(name, true), name), Result.unwrap_or(decoded(value, true), value))
  end
end

## Names and values of a query; of equal names the last wins.
pub fn decode_query(query :: String) -> Map<String, String> = Map.from_list(query_pairs(query))

## A query of names and values.
pub fn encode_query(pairs :: Map<String, String>) -> String do
  String.join(for {name, value} in pairs do "#{encode(name)}=#{encode(value)}" end, "&")
end
