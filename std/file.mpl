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
extern "mesh_file_rename" blocking fn rename_at(from_ :: String, to :: String) -> String
extern "mesh_file_stat" blocking fn stat_at(path :: String) -> List<Int>
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

## Gives a file another name; what had that name is gone.
pub fn rename(from_ :: String, to :: String) -> ()!String = done(rename_at(from_, to))

## Creates or replaces a file at once: whoever reads it sees the old text or the new one, never a part.
pub fn write_atomic(path :: String, text :: String) -> ()!String do
  let beside = "#{path}.#{Crypto.random_hex(8)}.tmp"
  case write(beside, text) do
    Ok(_) -> do
      case rename(beside, path) do
        Ok(_) -> Ok(())
        Err(error) -> failed_beside(beside, error)
      end
    end
    Err(error) -> failed_beside(beside, error)
  end
end

fn failed_beside(beside :: String, error :: String) -> ()!String do
  let _ = delete(beside)
  Err(error)
end

## Writes the bytes of one file into another, which is created or replaced.
pub fn copy(from_ :: String, to :: String) -> ()!String do
  case read_bytes(from_) do
    [bytes] -> done(write_bytes(to, bytes, 0o644, false))
    _ -> Err(read_error(from_))
  end
end

## Whether there is a file, not a folder. Links are followed.
pub fn is_file(path :: String) -> Bool = List.get_opt(stat_at(path), 0) == Some(0)

## Whether there is a folder. Links are followed.
pub fn is_dir(path :: String) -> Bool = List.get_opt(stat_at(path), 0) == Some(1)

## How many bytes a file has.
pub fn size(path :: String) -> Int!String do
  case stat_at(path) do
    [_, bytes, _] -> Ok(bytes)
    _ -> Err(read_error(path))
  end
end

## When the contents of a file were changed last.
pub fn modified(path :: String) -> DateTime!String do
  case stat_at(path) do
    [_, _, ms] -> DateTime.from_unix_ms(ms)
    _ -> Err(read_error(path))
  end
end
