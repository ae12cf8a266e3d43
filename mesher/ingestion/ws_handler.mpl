##! Streaming ingestion over WebSocket: the key given at connect decides the project, every message is
##! acknowledged when it is stored.

from Context import Context
from Ingestion.Auth import authenticate_socket
from Ingestion.Routes import accepted_json, bulk_results
from Ingestion.Submission import admit, submit_elements, submit_event
from Ingestion.Validation import parse_body, validate_payload_size
from Services.Sessions import StreamSessions
from Types.Problem import Problem, problem_json
from Types.Project import Project

## Accepts a connection whose key is good.
pub fn ws_on_connect(
  ctx :: Context,
  conn :: Int,
  path :: String,
  headers :: Map<String, String>
) -> Int do
  case authenticate_socket(ctx, path, headers) do
    Ok(project) -> StreamSessions.open(Process.whereis("stream_sessions"), conn, project)
    Err(_) -> 0
  end
end

## Stores the event, or the array of events, of one message and answers it.
pub fn ws_on_message(ctx :: Context, conn :: Int, text :: String) -> () do
  let answer = case StreamSessions.project_of(Process.whereis("stream_sessions"), conn) do
    Some(project) -> answer_message(ctx, project, text)
    None -> problem_json(Unauthorized)
  end
  let _ = Ws.send(conn, Json.encode(answer))
  ()
end

fn answer_message(ctx :: Context, project :: Project, text :: String) -> Json do
  case accept_message(ctx, project, text) do
    Ok(answer) -> answer
    Err(p) -> refusal(p)
  end
end

fn accept_message(ctx :: Context, project :: Project, text :: String) -> Json!Problem do
  admit(ctx, project)?
  if String.starts_with(String.trim(text), "[") do
    validate_payload_size(text, ctx.config.max_bulk_bytes)?
    let results = submit_elements(ctx, project, parse_body(text)?)?
    Ok(json { status: "accepted", results: bulk_results(results) })
  else
    let event = submit_event(ctx, project, text)?
    Ok(accepted_json(event))
  end
end

fn refusal(p :: Problem) -> Json do
  case p do
    RateLimited(seconds) -> json { error: "rate limited", retry_after: seconds }
    Unavailable(text, seconds) -> json { error: text, retry_after: seconds }
    other -> problem_json(other)
  end
end

## Forgets a closed connection.
pub fn ws_on_close(conn :: Int, code :: Int, _reason :: String) -> () do
  StreamSessions.close(Process.whereis("stream_sessions"), conn)
  println("[WS] Connection closed: #{code}")
end
