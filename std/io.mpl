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
