##! Lines for whoever runs the program: to standard error, with time, level and `key=value` pairs. `MESH_LOG` names
##! the lowest level that is written: debug, info (without it), warn, error or off. With MESH_LOG_FORMAT=json each line
##! is an object with time, level, message and fields.

## How much a line matters.
type Level do
  Debug_
  Info_
  Warn_
  Error_
  Off_
end deriving(Eq, Ord)

struct Entry do
  time :: String
  level :: String
  message :: String
  fields :: Map<String, String>
end deriving(Json)

let as_json = Env.get("MESH_LOG_FORMAT", "text") == "json"
let lowest = level_named(Env.get("MESH_LOG", "info"))

fn level_named(name :: String) -> Level do
  case String.to_lower(name) do
    "debug" -> Debug_
    "warn" -> Warn_
    "error" -> Error_
    "off" -> Off_
    _ -> Info_
  end
end

pub fn debug(text :: String) -> () = line(Debug_, "debug", text, %{})
pub fn info(text :: String) -> () = line(Info_, "info", text, %{})
pub fn warn(text :: String) -> () = line(Warn_, "warn", text, %{})
pub fn error(text :: String) -> () = line(Error_, "error", text, %{})

pub fn debug(text :: String, fields :: Map<String, String>) -> () =
  line(Debug_, "debug", text, fields)
pub fn info(text :: String, fields :: Map<String, String>) -> () = line(Info_, "info", text, fields)
pub fn warn(text :: String, fields :: Map<String, String>) -> () = line(Warn_, "warn", text, fields)
pub fn error(text :: String, fields :: Map<String, String>) -> () =
  line(Error_, "error", text, fields)

fn line(level :: Level, name :: String, text :: String, fields :: Map<String, String>) -> () do
  if level >= lowest && as_json do
    IO.eprintln(
      Json.encode(
        Entry {
          time: DateTime.to_iso8601(DateTime.utc_now()),
          level: name,
          message: text,
          fields: fields
        }
      )
    )
  else if level >= lowest do
    let pairs = for {key, value} in fields do " #{key}=#{quoted(value)}" end
    IO.eprintln(
      "#{DateTime.to_iso8601(DateTime.utc_now())} #{name} #{text}#{String.join(pairs, "")}"
    )
  end
end

# A value with blanks, quotes or line ends is quoted, so that a line stays one line.
fn quoted(value :: String) -> String do
  let plain =
    value != "" &&
      List.all(String.codepoints(value), fn c -> c > 32 && c != 34 && c != 61 && c != 127 end)
  if plain do value else value.inspect() end
end
