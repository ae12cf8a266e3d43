fn render(name :: String, options :: Map<String, String>) -> String do
  let parts = for {k, v} in options do "#{k}=#{v}" end
  "#{name}(#{String.join(parts, ",")})"
end

fn main() do
  println(render("a", size: "2", color: "red"))
  println("b" |> render(size: "3"))
  println(render("c", %{}))
end
