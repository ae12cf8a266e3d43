struct Route do
  path :: String
  run :: Fun(String) -> String
end

fn respond(routes :: List<Route>, path) do
  case List.find(routes, fn r -> r.path == path end) do
    Some(r) -> r.run(path)
    None -> "404"
  end
end

fn plain(path) = "plain #{path}"

fn main() do
  let greeting = "hi"
  let routes = [
    Route { path: "/a", run: plain },
    Route { path: "/b", run: fn p -> "#{greeting} #{p}" end },
    Route { path: "/c", run: String.to_upper }
  ]
  println(
    "#{respond(routes, "/a")}, #{respond(routes, "/b")}, #{respond(routes, "/c")}, #{respond(routes, "/d")}"
  )
end
