##! Which bodies are events, and what becomes of their members: pure functions from text to Event or Problem.

from Types.Event import Event
from Types.Problem import Problem, invalid, too_large

let MAX_MESSAGE = 8192
let MAX_DEPTH = 64

## Refuses a body above `limit` bytes.
pub fn validate_payload_size(body :: String, limit :: Int) -> ()!Problem do
  if String.byte_length(body) > limit do Err(too_large()) else Ok(()) end
end

## Refuses an empty bulk and one above `limit` elements.
pub fn validate_bulk_count(count :: Int, limit :: Int) -> ()!Problem do
  if count == 0 do
    Err(invalid("empty array"))
  else if count > limit do
    Err(invalid("too many events in bulk request"))
  else
    Ok(())
  end
end

## The JSON of a body; text that is not UTF-8 or not JSON is refused with the place of the mistake.
pub fn parse_body(body :: String) -> Json!Problem do
  if String.trim(body) == "" do
    Err(invalid("empty request body"))
  else if !String.is_valid(body) do
    Err(invalid("invalid UTF-8"))
  else
    case Json.parse_lenient(body, MAX_DEPTH) do
      Ok(value) -> Ok(value)
      Err(text) -> Err(json_problem(text))
    end
  end
end

fn json_problem(text :: String) -> Problem do
  if String.contains(text, "too deep") || String.contains(text, "nesting") do
    invalid("JSON too deep")
  else
    Invalid("invalid JSON", text, "")
  end
end

## The event a JSON value describes. `event_id` is used when the event has none of its own; `now_us` is the
## time it was received, in microseconds.
pub fn validate_event(
  project_id :: Int,
  value :: Json,
  event_id :: String,
  now_us :: Int
) -> Event!Problem do
  case value do
    Json.Object(members) -> event_of(project_id, members, event_id, now_us)
    _ -> Err(invalid("expected an object"))
  end
end

fn event_of(
  project_id :: Int,
  members :: Map<String, Json>,
  fallback_id :: String,
  now_us :: Int
) -> Event!Problem do
  let message = message_of(members)
  if message == "" && !present(members, "exception") do
    Err(Invalid("missing required field", "", "message"))
  else
    let id = event_id_of(members, fallback_id)?
    let level = level_of(members)?
    let occurred = occurred_of(members, now_us)?
    let tags = tags_of(members)?
    let full = members
      |> Map.put("event_id", Json.Str(id))
      |> Map.put("level", Json.Str(level))
    Ok(Event {
      project_id: project_id,
      event_id: id,
      received_us: now_us,
      occurred_us: occurred,
      level: level,
      message: String.slice(message, 0, MAX_MESSAGE),
      type_name: exception_type(members),
      platform: text_of(members, "platform", 64),
      environment: or_default(text_of(members, "environment", 64), "production"),
      release: text_of(members, "release", 200),
      dist: text_of(members, "dist", 64),
      server_name: text_of(members, "server_name", 200),
      transaction: text_of(members, "transaction", 200),
      logger: text_of(members, "logger", 200),
      user_key: user_key(members),
      sdk_name: sdk_member(members, "name"),
      sdk_version: sdk_member(members, "version"),
      tags: Json.encode(tags),
      data: Json.encode(Json.Object(full))
    })
  end
end

fn or_default(text :: String, fallback :: String) -> String =
  if text == "" do fallback else text end

fn present(members :: Map<String, Json>, name :: String) -> Bool do
  case Map.get_opt(members, name) do
    None -> false
    Some(Json.Null) -> false
    Some(_) -> true
  end
end

fn text_of(members :: Map<String, Json>, name :: String, limit :: Int) -> String do
  case Map.get_opt(members, name) do
    Some(Json.Str(text)) -> String.slice(text, 0, limit)
    Some(Json.Int(n)) -> "#{n}"
    _ -> ""
  end
end

# A message is a string, or what `logentry` holds.
fn message_of(members :: Map<String, Json>) -> String do
  case Map.get_opt(members, "message") do
    Some(Json.Str(text)) when text != "" -> text
    Some(Json.Object(inner)) -> logentry_text(inner)
    _ ->
      case Map.get_opt(members, "logentry") do
        Some(Json.Object(inner)) -> logentry_text(inner)
        _ -> ""
      end
  end
end

fn logentry_text(entry :: Map<String, Json>) -> String do
  let formatted = text_of(entry, "formatted", MAX_MESSAGE)
  if formatted == "" do text_of(entry, "message", MAX_MESSAGE) else formatted end
end

fn level_of(members :: Map<String, Json>) -> String!Problem do
  case Map.get_opt(members, "level") do
    None -> Ok("error")
    Some(Json.Null) -> Ok("error")
    Some(Json.Str(text)) -> known_level(text)
    Some(_) -> Err(bad_level())
  end
end

fn known_level(text :: String) -> String!Problem do
  case String.to_lower(text) do
    "fatal" -> Ok("fatal")
    "critical" -> Ok("fatal")
    "error" -> Ok("error")
    "warning" -> Ok("warning")
    "warn" -> Ok("warning")
    "info" -> Ok("info")
    "log" -> Ok("info")
    "notice" -> Ok("info")
    "debug" -> Ok("debug")
    _ -> Err(bad_level())
  end
end

fn bad_level() -> Problem do
  Invalid("invalid level", "one of fatal, error, warning, info, debug", "level")
end

fn event_id_of(members :: Map<String, Json>, fallback :: String) -> String!Problem do
  case Map.get_opt(members, "event_id") do
    None -> Ok(fallback)
    Some(Json.Null) -> Ok(fallback)
    Some(Json.Str(text)) -> canonical_id(text)
    Some(_) -> Err(Invalid("invalid event_id", "", "event_id"))
  end
end

## 32 lower-case hexadecimal digits from a UUID in any of its usual forms.
pub fn canonical_id(text :: String) -> String!Problem do
  let bare = String.to_lower(String.replace(text, "-", ""))
  if String.byte_length(bare) == 32 && Hex.is_hex(bare) do
    Ok(bare)
  else
    Err(Invalid("invalid event_id", "", "event_id"))
  end
end

# A number of seconds or RFC 3339 text; times beyond what is plausible become the receive time.
fn occurred_of(members :: Map<String, Json>, now_us :: Int) -> Int!Problem do
  case Map.get_opt(members, "timestamp") do
    None -> Ok(now_us)
    Some(Json.Null) -> Ok(now_us)
    Some(Json.Int(seconds)) -> Ok(plausible(Int.to_float(seconds), now_us))
    Some(Json.Float(seconds)) -> Ok(plausible(seconds, now_us))
    Some(Json.Str(text)) ->
      case DateTime.from_iso8601(text) do
        Ok(time) -> Ok(plausible(Int.to_float(DateTime.to_unix_ms(time)) / 1000.0, now_us))
        Err(_) -> Err(Invalid("invalid timestamp", "", "timestamp"))
      end
    Some(_) -> Err(Invalid("invalid timestamp", "", "timestamp"))
  end
end

fn plausible(seconds :: Float, now_us :: Int) -> Int do
  let us = Float.to_int(seconds * 1000000.0)
  let minute = 60000000
  let month = 43200 * minute
  if us > now_us + minute || us < now_us - month do now_us else us end
end

fn tags_of(members :: Map<String, Json>) -> Json!Problem do
  case Map.get_opt(members, "tags") do
    None -> Ok(Json.Object(Map.new()))
    Some(Json.Null) -> Ok(Json.Object(Map.new()))
    Some(Json.Object(tags)) -> Ok(tag_object(Map.to_list(tags)))
    Some(Json.Array(pairs)) -> tag_pairs(pairs)
    Some(Json.Str(text)) -> tag_text(text)
    Some(_) -> Err(bad_tags())
  end
end

fn bad_tags() -> Problem = Invalid("invalid tags", "", "tags")

fn tag_object(pairs :: List<(String, Json)>) -> Json do
  let kept =
    for (key, value) in List.take(pairs, 100) do (String.slice(key, 0, 200), tag_value(value)) end
  Json.Object(Map.from_list(kept))
end

fn tag_value(value :: Json) -> Json do
  case value do
    Json.Str(text) -> Json.Str(String.slice(text, 0, 200))
    other -> Json.Str(String.slice(Json.encode(other), 0, 200))
  end
end

fn tag_pairs(items :: List<Json>) -> Json!Problem do
  case List.map_result(items, fn item -> tag_pair(item) end) do
    Ok(pairs) -> Ok(tag_object(pairs))
    Err(p) -> Err(p)
  end
end

fn tag_pair(item :: Json) -> (String, Json)!Problem do
  case item do
    Json.Array([Json.Str(key), value]) -> Ok((key, value))
    _ -> Err(bad_tags())
  end
end

fn tag_text(text :: String) -> Json!Problem do
  case Json.parse(text) do
    Ok(Json.Object(tags)) -> Ok(tag_object(Map.to_list(tags)))
    _ -> Err(bad_tags())
  end
end

# The type of the main exception: the last of `values`.
fn exception_type(members :: Map<String, Json>) -> String do
  case Map.get_opt(members, "exception") do
    Some(Json.Object(inner)) ->
      case Map.get_opt(inner, "values") do
        Some(Json.Array(values)) -> last_type(values)
        _ -> type_member(inner)
      end
    Some(Json.Array(values)) -> last_type(values)
    _ -> ""
  end
end

fn last_type(values :: List<Json>) -> String do
  case List.last_opt(values) do
    Some(Json.Object(inner)) -> type_member(inner)
    _ -> ""
  end
end

fn type_member(inner :: Map<String, Json>) -> String do
  let text = text_of(inner, "type", 256)
  if text == "" do text_of(inner, "type_name", 256) else text end
end

fn user_key(members :: Map<String, Json>) -> String do
  case Map.get_opt(members, "user") do
    Some(Json.Object(user)) ->
      let id = text_of(user, "id", 200)
      if id != "" do
        id
      else
        or_default(text_of(user, "email", 200), text_of(user, "username", 200))
      end
    _ -> ""
  end
end

fn sdk_member(members :: Map<String, Json>, name :: String) -> String do
  case Map.get_opt(members, "sdk") do
    Some(Json.Object(sdk)) -> text_of(sdk, name, 64)
    _ -> text_of(members, "sdk_#{name}", 64)
  end
end
