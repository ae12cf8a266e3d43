##! What the environment says, read once at start. No other module reads it.

pub struct Config do
  database_url :: String
  data_dir :: String
  http_port :: Int
  ws_port :: Int
  base_url :: String
  rate_window_seconds :: Int
  rate_max :: Int
  max_event_bytes :: Int
  max_bulk_bytes :: Int
  max_bulk_events :: Int
  pool_min :: Int
  pool_max :: Int
  pool_timeout_ms :: Int
  test_hooks :: Bool
  bootstrap_key :: String
end

## The configuration, or which variable is wrong and how.
pub fn load() -> Config!String do
  let data_dir = Env.get("MESHER_DATA_DIR", "mesher-data")
  let http_port = port("MESHER_HTTP_PORT", port("PORT", 8080)?)?
  Ok(Config {
    database_url: Env.get("DATABASE_URL", "sqlite:#{data_dir}/mesher.db"),
    data_dir: data_dir,
    http_port: http_port,
    ws_port: port("MESHER_WS_PORT", 8081)?,
    base_url: Env.get("MESHER_BASE_URL", "http://localhost:#{http_port}"),
    rate_window_seconds: number("MESHER_RATE_LIMIT_WINDOW_SECONDS", 60, 1, 86400)?,
    rate_max: number("MESHER_RATE_LIMIT_MAX_EVENTS", 1000, 0, 1000000000)?,
    max_event_bytes: bytes("MESHER_MAX_EVENT_BYTES", 1048576)?,
    max_bulk_bytes: bytes("MESHER_MAX_BULK_BYTES", 5242880)?,
    max_bulk_events: number("MESHER_MAX_BULK_EVENTS", 1000, 1, 1000000)?,
    pool_min: number("MESHER_POOL_MIN", 2, 0, 1000)?,
    pool_max: number("MESHER_POOL_MAX", 10, 1, 1000)?,
    pool_timeout_ms: number("MESHER_POOL_TIMEOUT_MS", 5000, 100, 600000)?,
    test_hooks: Env.get("MESHER_TEST_HOOKS", "") == "1",
    bootstrap_key: bootstrap_key(Env.get("MESHER_BOOTSTRAP", ""))?
  })
end

fn port(name :: String, fallback :: Int) -> Int!String = number(name, fallback, 0, 65535)

fn number(name :: String, fallback :: Int, low :: Int, high :: Int) -> Int!String do
  in_range(name, Env.get(name, "#{fallback}"), 1, low, high)
end

# Plain bytes, or with one of the suffixes K, M, G.
fn bytes(name :: String, fallback :: Int) -> Int!String do
  let text = Env.get(name, "#{fallback}")
  let digits = String.slice(text, 0, String.length(text) - 1)
  let highest = 1000000000000
  if String.ends_with(text, "K") do
    in_range(name, digits, 1024, 1, highest)
  else if String.ends_with(text, "M") do
    in_range(name, digits, 1048576, 1, highest)
  else if String.ends_with(text, "G") do
    in_range(name, digits, 1073741824, 1, highest)
  else
    in_range(name, text, 1, 1, highest)
  end
end

fn in_range(name :: String, text :: String, unit :: Int, low :: Int, high :: Int) -> Int!String do
  case String.to_int(text) do
    Some(n) when n >= low && n <= high / unit -> Ok(n * unit)
    _ -> Err("#{name} is `#{text}`, but must be a number from #{low} to #{high}")
  end
end

# The member `key` of MESHER_BOOTSTRAP: `email=..;key=<32 hex>`.
fn bootstrap_key(text :: String) -> String!String do
  let keys = for part in String.split(text, ";") when String.starts_with(part, "key=") do
    String.slice(part, 4, String.length(part))
  end
  case List.head_opt(keys) do
    None -> Ok("")
    Some(key) when well_formed(key) -> Ok(key)
    Some(_) -> Err("MESHER_BOOTSTRAP: `key` must be 8 to 128 letters, digits, _ or -")
  end
end

fn well_formed(key :: String) -> Bool do
  let n = String.length(key)
  n >= 8 && n <= 128 && String.trim(key) == key
end
