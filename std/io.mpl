##! Standard input and error.

extern "mesh_io_eprint" fn write_error(text :: String) -> ()
extern "mesh_io_read_line" blocking fn next_line() -> List<String>

## Writes a line to standard error.
pub fn eprintln(text :: String) -> () = write_error(text <> "\n")

## Writes to standard error.
pub fn eprint(text :: String) -> () = write_error(text)

## One line of standard input without its line end; Err("eof") at the end.
pub fn read_line() -> String!String do
  case next_line() do
    [line] -> Ok(line)
    _ -> Err("eof")
  end
end

## The lines of standard input that are left, read as they are asked for.
pub fn lines() -> Iter<String> = Iter.unfold((), fn _ ->
  Option.map(Result.ok(read_line()), fn line -> (line, ()) end)
end)

## What is left of standard input, with `\n` behind each line.
pub fn read_all() -> String = String.join(for line in lines() do line <> "\n" end, "")
