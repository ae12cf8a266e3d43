##! Every way to refuse a request, and its one form in HTTP and on a WebSocket.

## `Invalid` has the stable text, a varying detail and the name of a field; "" leaves the latter two out.
pub type Problem do
  Unauthorized
  Invalid(String, String, String)
  Unsupported(String)
  NotFound
  RateLimited(Int)
  Unavailable(String, Int)
end deriving(Eq, Debug)

## A refusal for which the stable text says everything.
pub fn invalid(text :: String) -> Problem = Invalid(text, "", "")

pub fn too_large() -> Problem = invalid("payload too large")

pub fn database_unavailable() -> Problem = Unavailable("database unavailable", 10)

## The answer to a refused request; 429 and 503 always say when to come back.
pub fn problem_response(p :: Problem) -> Response do
  case p do
    Unauthorized -> HTTP.response(401, problem_body(p))
    Invalid(_, _, _) -> HTTP.response(400, problem_body(p))
    Unsupported(_) -> HTTP.response(415, problem_body(p))
    NotFound -> HTTP.response(404, problem_body(p))
    RateLimited(seconds) -> retry_later(429, p, seconds)
    Unavailable(_, seconds) -> retry_later(503, p, seconds)
  end
end

fn retry_later(status :: Int, p :: Problem, seconds :: Int) -> Response do
  HTTP.response_with_headers(status, problem_body(p), %{"Retry-After" => "#{seconds}"})
end

## The body of a refusal.
pub fn problem_body(p :: Problem) -> String = Json.encode(problem_json(p))

## A refusal as JSON: `error` is stable, `detail` and `field` are there when they help.
pub fn problem_json(p :: Problem) -> Json do
  case p do
    Unauthorized -> json { error: "unauthorized" }
    Invalid(text, "", "") -> json { error: text }
    Invalid(text, detail, "") -> json { error: text, detail: detail }
    Invalid(text, "", field) -> json { error: text, field: field }
    Invalid(text, detail, field) -> json { error: text, detail: detail, field: field }
    Unsupported(text) -> json { error: text }
    NotFound -> json { error: "not found" }
    RateLimited(_) -> json { error: "rate limited" }
    Unavailable(text, _) -> json { error: text }
  end
end
