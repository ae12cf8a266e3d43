# Functions of the library by their old, bare names: they work and say what they are called now.
fn shout(text :: String) -> String = text |> string_trim() |> string_to_upper()

# A program's own function of such a name is nothing old.
fn list_longest(xs :: List<String>) -> Int = List.reduce(
  xs,
  0,
  fn n, x -> if String.length(x) > n do String.length(x) else n end end
)

fn list_length(xs :: List<Int>) -> Int = 0 - List.length(xs)

fn main() do
  let m = map_put(map_new(), "a", 1)
  println(
    "#{shout(" a ")} #{list_append([1], 2)} #{map_get(m, "a")} #{set_size(set_from_list([1]))}"
  )
  println(
    "#{env_get("NO_SUCH")} #{env_get_with_default("NO_SUCH", "d")} #{env_get_int("NO_SUCH", 3)}"
  )
  println("#{List.map(["x"], string_to_upper)} #{list_longest(["abc"])} #{list_length([1, 2])}")
  println("#{Result.is_ok(file_read("/nowhere"))} #{crypto_sha256("") |> string_slice(0, 4)}")
  let string_rest = "a local name"
  io_eprintln(string_rest)
end
