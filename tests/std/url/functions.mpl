fn main() do
  for text in [
    "https://Ann:pw@Example.com:8080/a/b%20c?x=1&y=a+b#top",
    "mailto:ann@home",
    "/just/path?q",
    "//host",
    "http://[::1]:80/",
    "http://h:99999/",
    "a b"
  ] do
    case Url.parse(text) do
      Ok(u) ->
        println("#{u.scheme}|#{u.user}|#{u.host}|#{u.port}|#{u.path}|#{u.query}|#{u.fragment} #{u}")
      Err(e) -> println(e)
    end
  end
  println(Url.encode("a b/é?&=~"))
  println(
    "#{Url.decode("a%20b%C3%A9+")} #{Url.decode("%4")} #{Url.decode("%zz")} #{Url.decode("%FF")}"
  )
  println(
    "#{Url.query_pairs("a=1&b=x+y&a=2&c&=z")} #{Url.decode_query("a=1&a=2")} #{Url.encode_query(%{"k 1" => "v&", "z" => ""})}"
  )
end
