##! JSON (RFC 8259): values, text, and how types become one or the other.

## A JSON value. Members of objects keep their order.
pub type Json do
  Null
  Bool(Bool)
  Int(Int)
  Float(Float)
  Str(String)
  Array(List<Json>)
  Object(Map<String, Json>)
end deriving(Eq)

extern "mesh_json_parse" fn parse_text(text :: String, lenient :: Bool, depth :: Int) -> List<Json>
extern "mesh_json_error_text" fn parse_error(
  text :: String,
  lenient :: Bool,
  depth :: Int
) -> String
extern "mesh_json_encode" fn write_value(value :: Json) -> String
extern "mesh_json_quote" pure fn quote(text :: String) -> String

let MAX_DEPTH = 512

## Types with a JSON form.
pub interface ToJson do
  fn to_json(self) -> Json
end

## Types that can be read from JSON.
pub interface FromJson do
  fn decode(j :: Json) -> Self!String

  # What an absent member stands for; None: it is an error.
  fn absent() -> Self? do
    None
  end

  fn from_json(text :: String) -> Self!String do
    case parse(text) do
      Ok(j) -> Self.decode(j)
      Err(e) -> Err(e)
    end
  end
end

## The value of a text; at most 512 levels deep. The error names line and column.
pub fn parse(text :: String) -> Json!String = parse_with(text, false, MAX_DEPTH)

## `parse` for text of careless senders: lone surrogate escapes and NUL become U+FFFD. `depth` limits nesting.
pub fn parse_lenient(text :: String, depth :: Int) -> Json!String = parse_with(text, true, depth)

fn parse_with(text :: String, lenient :: Bool, depth :: Int) -> Json!String do
  case parse_text(text, lenient, depth) do
    [value] -> Ok(value)
    _ -> Err(parse_error(text, lenient, depth))
  end
end

## The compact text of a value.
pub fn encode_value(value :: Json) -> String = write_value(value)

## The compact text of anything with a JSON form.
pub fn encode<T>(value :: T) -> String where T: ToJson = write_value(value.to_json())

## The text of an object whose values are all text.
pub fn encode_map(m :: Map<String, String>) -> String = encode(m)

## The text of an array of texts.
pub fn encode_list(xs :: List<String>) -> String = encode(xs)

## The text of one string, with quotes and escapes.
pub fn encode_string(text :: String) -> String = quote(text)

## The text of a number.
pub fn encode_int(n :: Int) -> String = "#{n}"

## The text of a truth value.
pub fn encode_bool(b :: Bool) -> String = "#{b}"

## A member of an object, or None.
pub fn at(j :: Json, key :: String) -> Json? do
  case j do
    Json.Object(members) -> Map.get_opt(members, key)
    _ -> None
  end
end

## An element of an array, or None.
pub fn index(j :: Json, i :: Int) -> Json? do
  case j do
    Json.Array(items) -> List.get_opt(items, i)
    _ -> None
  end
end

pub fn as_string(j :: Json) -> String? do
  case j do
    Json.Str(text) -> Some(text)
    _ -> None
  end
end

pub fn as_int(j :: Json) -> Int? do
  case j do
    Json.Int(n) -> Some(n)
    _ -> None
  end
end

pub fn as_bool(j :: Json) -> Bool? do
  case j do
    Json.Bool(b) -> Some(b)
    _ -> None
  end
end

pub fn as_list(j :: Json) -> List<Json>? do
  case j do
    Json.Array(items) -> Some(items)
    _ -> None
  end
end

pub fn as_object(j :: Json) -> Map<String, Json>? do
  case j do
    Json.Object(members) -> Some(members)
    _ -> None
  end
end

## The elements of an array, or None for another value.
pub fn array(j :: Json) -> List<Json>? = as_list(j)

## `a` with the members of `b`; when either is no object, `b`.
pub fn merge(a :: Json, b :: Json) -> Json do
  case (a, b) do
    (Json.Object(left), Json.Object(right)) -> Json.Object(Map.merge(left, right))
    _ -> b
  end
end

## Parses `text` and gives a member of the top object as text: strings bare, null and absent as "".
pub fn get(text :: String, key :: String) -> String do
  case parse(text) do
    Ok(j) -> bare_text(at(j, key))
    Err(_) -> ""
  end
end

## `get` over two levels.
pub fn get_nested(text :: String, outer :: String, inner :: String) -> String do
  case parse(text) do
    Ok(j) -> bare_text(Option.and_then(at(j, outer), fn o -> at(o, inner) end))
    Err(_) -> ""
  end
end

fn bare_text(found :: Json?) -> String do
  case found do
    None -> ""
    Some(Json.Null) -> ""
    Some(Json.Str(text)) -> text
    Some(Json.Float(x)) -> "#{x}"
    Some(other) -> write_value(other)
  end
end

# ---- What deriving(Json) uses ----

## A member decoded; an absent one is what the type says of absence.
pub fn field<T>(j :: Json, name :: String) -> T!String where T: FromJson do
  case j do
    Json.Object(members) -> member(Map.get_opt(members, name), name)
    _ -> Err("expected Object")
  end
end

fn member<T>(found :: Json?, name :: String) -> T!String where T: FromJson do
  case found do
    Some(value) -> in_path(name, T.decode(value))
    None ->
      case T.absent() do
        Some(value) -> Ok(value)
        None -> Err("missing field: #{name}")
      end
  end
end

fn in_path<T>(name :: String, r :: T!String) -> T!String do
  case r do
    Ok(value) -> Ok(value)
    Err(e) -> Err(name <> path_step(e) <> e)
  end
end

# What stands between a place and an error inside it: `parts[1].stock: expected Int`.
fn path_step(e :: String) -> String do
  if String.starts_with(e, "[") do
    ""
  else if has_path(e) do
    "."
  else
    ": "
  end
end

# Errors are `path: text`; of those without a path only one has a colon.
fn has_path(e :: String) -> Bool =
  String.contains(e, ": ") && !String.starts_with(e, "missing field: ")

## Tag and fields of an encoded variant.
pub fn variant(j :: Json) -> (String, List<Json>)!String do
  case at(j, "tag") do
    Some(Json.Str(tag)) ->
      case at(j, "fields") do
        Some(Json.Array(fields)) -> Ok((tag, fields))
        None -> Ok((tag, []))
        Some(_) -> Err("fields: expected Array")
      end
    Some(_) -> Err("tag: expected String")
    None -> Err("missing field: tag")
  end
end

## One field of an encoded variant.
pub fn element<T>(fields :: List<Json>, i :: Int) -> T!String where T: FromJson do
  case List.get_opt(fields, i) do
    Some(value) -> T.decode(value)
    None -> Err("array index #{i} out of bounds (length #{List.length(fields)})")
  end
end

## An encoded variant.
pub fn tagged(tag :: String, fields :: List<Json>) -> Json do
  Json.Object(%{"tag" => Json.Str(tag), "fields" => Json.Array(fields)})
end

# ---- The JSON form of the library's types ----

impl ToJson for Json do
  fn to_json(self) -> Json do
    self
  end
end

impl FromJson for Json do
  fn decode(j :: Json) -> Json!String do
    Ok(j)
  end
end

impl ToJson for Int do
  fn to_json(self) -> Json do
    Json.Int(self)
  end
end

impl FromJson for Int do
  fn decode(j :: Json) -> Int!String do
    case j do
      Json.Int(n) -> Ok(n)
      Json.Float(x) -> Ok(Float.to_int(x))
      _ -> Err("expected Int")
    end
  end
end

impl ToJson for Float do
  fn to_json(self) -> Json do
    Json.Float(self)
  end
end

impl FromJson for Float do
  fn decode(j :: Json) -> Float!String do
    case j do
      Json.Float(x) -> Ok(x)
      Json.Int(n) -> Ok(Int.to_float(n))
      _ -> Err("expected Float")
    end
  end
end

impl ToJson for Bool do
  fn to_json(self) -> Json do
    Json.Bool(self)
  end
end

impl FromJson for Bool do
  fn decode(j :: Json) -> Bool!String do
    case j do
      Json.Bool(b) -> Ok(b)
      _ -> Err("expected Bool")
    end
  end
end

impl ToJson for String do
  fn to_json(self) -> Json do
    Json.Str(self)
  end
end

impl FromJson for String do
  fn decode(j :: Json) -> String!String do
    case j do
      Json.Str(text) -> Ok(text)
      _ -> Err("expected String")
    end
  end
end

impl ToJson for Unit do
  fn to_json(self) -> Json do
    Json.Null
  end
end

impl ToJson for Option<T> where T: ToJson do
  fn to_json(self) -> Json do
    case self do
      Some(value) -> value.to_json()
      None -> Json.Null
    end
  end
end

impl FromJson for Option<T> where T: FromJson do
  fn decode(j :: Json) -> Option<T>!String do
    case j do
      Json.Null -> Ok(None)
      _ -> Result.map(T.decode(j), fn value -> Some(value) end)
    end
  end

  fn absent() -> Option<Option<T>> do
    Some(None)
  end
end

impl ToJson for List<T> where T: ToJson do
  fn to_json(self) -> Json do
    Json.Array(for x in self do x.to_json() end)
  end
end

impl FromJson for List<T> where T: FromJson do
  fn decode(j :: Json) -> List<T>!String do
    case j do
      Json.Array(items) -> decode_items(items, 0, [])
      _ -> Err("expected Array")
    end
  end
end

impl ToJson for Map<String, V> where V: ToJson do
  fn to_json(self) -> Json do
    Json.Object(Map.map_values(self, fn value -> value.to_json() end))
  end
end

impl FromJson for Map<String, V> where V: FromJson do
  fn decode(j :: Json) -> Map<String, V>!String do
    case j do
      Json.Object(members) ->
        Result.map(
          List.map_result(Map.to_list(members), fn((key, value)) ->
            Result.map(in_path(key, decode_as(value)), fn v -> (key, v) end)
          end),
          fn pairs -> Map.from_list(pairs) end
        )
      _ -> Err("expected Object")
    end
  end
end

fn decode_items<T>(
  items :: List<Json>,
  at :: Int,
  done :: List<T>
) -> List<T>!String where T: FromJson do
  if at == List.length(items) do
    Ok(done)
  else
    case T.decode(List.get(items, at)) do
      Ok(value) -> decode_items(items, at + 1, List.append(done, value))
      Err(e) -> in_path("[#{at}]", Err(e))
    end
  end
end

fn decode_as<T>(j :: Json) -> T!String where T: FromJson = T.decode(j)

impl Display for Json do
  fn to_string(self) -> String do
    write_value(self)
  end
end

impl Debug for Json do
  fn inspect(self) -> String do
    write_value(self)
  end
end
