##! Files.

extern "mesh_file_read" blocking fn read_bytes(path :: String) -> List<String>
extern "mesh_file_write" blocking fn write_bytes(
  path :: String,
  text :: String,
  mode :: Int,
  append :: Bool
) -> String
extern "mesh_file_error" blocking fn read_error(path :: String) -> String
extern "mesh_file_exists" blocking fn exists_at(path :: String) -> Bool
extern "mesh_file_delete" blocking fn delete_at(path :: String) -> String
extern "mesh_file_lock_dir" blocking fn lock_dir_at(path :: String) -> String

fn done(error :: String) -> ()!String = if error == "" do Ok(()) else Err(error) end

## The whole file as text.
pub fn read(path :: String) -> String!String do
  case read_bytes(path) do
    [text] -> if String.is_valid(text) do Ok(text) else Err("the file is not valid UTF-8") end
    _ -> Err(read_error(path))
  end
end

## Creates or replaces a file.
pub fn write(path :: String, text :: String) -> ()!String =
  done(write_bytes(path, text, 0o644, false))

## Creates or replaces a file only its owner may read.
pub fn write_private(path :: String, text :: String) -> ()!String =
  done(write_bytes(path, text, 0o600, false))

## Adds to the end of a file; creates it when missing.
pub fn append(path :: String, text :: String) -> ()!String =
  done(write_bytes(path, text, 0o644, true))

## Whether something is there.
pub fn exists(path :: String) -> Bool = exists_at(path)

## Removes a file.
pub fn delete(path :: String) -> ()!String = done(delete_at(path))

## Makes a folder if need be and locks it for this process until it ends; Err when another one holds it.
pub fn lock_dir(path :: String) -> ()!String = done(lock_dir_at(path))
