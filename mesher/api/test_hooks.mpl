##! For tests only: crashes a named process (MESHER_TEST_HOOKS=1).

## `POST /__test/crash/:name`: 202, or 404 when no process has the name.
pub fn handle_crash(req :: Request) -> Response do
  case Process.lookup(Option.unwrap_or(Request.param(req, "name"), "")) do
    Some(pid) -> do
      Process.exit(pid, "crashed by a test")
      HTTP.response(202, Json.encode(json { status: "crashed" }))
    end
    None -> HTTP.response(404, Json.encode(json { error: "not found" }))
  end
end
