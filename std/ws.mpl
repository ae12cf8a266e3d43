##! WebSocket server: one actor for each connection; handles are numbers that every actor may use.

extern "mesh_ws_listen" fn listen(port :: Int) -> Int
extern "mesh_ws_listen_tls" fn listen_tls(port :: Int, certificate :: String, key :: String) -> Int
extern "mesh_ws_accept" fn accept(listener :: Int) -> Int
extern "mesh_ws_read_handshake" fn read_handshake(connection :: Int) -> Bool
extern "mesh_ws_upgrade" fn upgrade(connection :: Int) -> Bool
extern "mesh_ws_on_crash" fn on_crash(connection :: Int, run :: Fun() -> ()) -> ()
extern "mesh_ws_path" fn request_path(connection :: Int) -> String
extern "mesh_ws_headers" fn request_headers(connection :: Int) -> List<String>
extern "mesh_ws_reject" fn reject(connection :: Int) -> ()
extern "mesh_ws_next" fn next(connection :: Int) -> Int
extern "mesh_ws_text" fn text(connection :: Int) -> String
extern "mesh_ws_close_code" fn close_code(connection :: Int) -> Int
extern "mesh_ws_close_reason" fn close_reason(connection :: Int) -> String

## Sends a text message; 0, or -1 when the connection is closed or its queue is full.
pub extern "mesh_ws_send" fn send(conn :: Int, message :: String) -> Int

## Sends a binary message; 0 or -1 like `send`.
pub extern "mesh_ws_send_binary" fn send_binary(conn :: Int, message :: String) -> Int

## Closes the connection with `code` and `reason`; 0 or -1.
pub extern "mesh_ws_close" fn close(conn :: Int, code :: Int, reason :: String) -> Int

## Adds the connection to a room; 0 or -1.
pub extern "mesh_ws_join" fn join(conn :: Int, room :: String) -> Int

## Takes the connection out of a room; 0 or -1.
pub extern "mesh_ws_leave" fn leave(conn :: Int, room :: String) -> Int

## Sends to every connection of a room; the number of failed writes.
pub extern "mesh_ws_broadcast" fn broadcast(room :: String, message :: String) -> Int

## Sends to every connection of a room but `conn`; the number of failed writes.
pub extern "mesh_ws_broadcast_except" fn broadcast_except(
  room :: String,
  message :: String,
  conn :: Int
) -> Int

# What the program does at each turn of a connection; `early`: it is asked before the upgrade.
struct Callbacks do
  on_connect :: Fun(Int, String, Map<String, String>) -> Int
  on_message :: Fun(Int, String) -> ()
  on_close :: Fun(Int, Int, String) -> ()
  early :: Bool
end

## Listens on `port` and returns; connections are served in the background. `on_connect` gets the handle, the
## path with its query and the headers (names in lower case), and accepts by giving back the handle or refuses
## with 0: the connection is then closed with code 1008. `on_message` gets each text or binary message in
## order, `on_close` the code and reason once.
pub fn serve(
  on_connect :: Fun(Int, String, Map<String, String>) -> Int,
  on_message :: Fun(Int, String) -> (),
  on_close :: Fun(Int, Int, String) -> (),
  port :: Int
) -> () do
  start(listen(port), Callbacks {
    on_connect: on_connect,
    on_message: on_message,
    on_close: on_close,
    early: false
  })
end

## Like `serve`, but asks `on_connect` before the upgrade: 0 answers 401.
pub fn serve_early(
  on_connect :: Fun(Int, String, Map<String, String>) -> Int,
  on_message :: Fun(Int, String) -> (),
  on_close :: Fun(Int, Int, String) -> (),
  port :: Int
) -> () do
  start(listen(port), Callbacks {
    on_connect: on_connect,
    on_message: on_message,
    on_close: on_close,
    early: true
  })
end

## Like `serve`, over TLS: the paths of a PEM file with the certificate chain and of one with its key.
pub fn serve_tls(
  on_connect :: Fun(Int, String, Map<String, String>) -> Int,
  on_message :: Fun(Int, String) -> (),
  on_close :: Fun(Int, Int, String) -> (),
  port :: Int,
  certificate :: String,
  key :: String
) -> () do
  let calls = Callbacks {
    on_connect: on_connect,
    on_message: on_message,
    on_close: on_close,
    early: false
  }
  start(listen_tls(port, certificate, key), calls)
end

fn start(listener :: Int, calls :: Callbacks) -> () do
  let _ = spawn(fn -> accept_loop(listener, calls) end)
  ()
end

fn accept_loop(listener :: Int, calls :: Callbacks) -> () do
  let connection = accept(listener)
  let _ = spawn(fn -> serve_connection(connection, calls) end)
  accept_loop(listener, calls)
end

fn serve_connection(connection :: Int, calls :: Callbacks) -> () do
  if read_handshake(connection) && (calls.early || upgrade(connection)) do
    let headers = Request.pairs(request_headers(connection), 0, Map.new())
    let connect = calls.on_connect
    if connect(connection, request_path(connection), headers) == 0 do
      reject(connection)
    else if !calls.early || upgrade(connection) do
      serve_accepted(connection, calls.on_message, calls.on_close)
    else
      ()
    end
  else
    ()
  end
end

# A crash in on_message ends this actor; the runtime then has on_close called in another.
fn serve_accepted(
  connection :: Int,
  on_message :: Fun(Int, String) -> (),
  on_close :: Fun(Int, Int, String) -> ()
) -> () do
  on_crash(connection, fn -> on_close(connection, 1011, "internal error") end)
  serve_messages(connection, on_message)
  on_close(connection, close_code(connection), close_reason(connection))
end

fn serve_messages(connection :: Int, on_message :: Fun(Int, String) -> ()) -> () do
  if next(connection) == 3 do
    ()
  else
    on_message(connection, text(connection))
    serve_messages(connection, on_message)
  end
end
