##! Folders.

extern "mesh_dir_list" blocking fn names_in(path :: String) -> List<String>
extern "mesh_dir_create" blocking fn create_at(path :: String) -> String
extern "mesh_dir_create_all" blocking fn create_all_at(path :: String) -> String
extern "mesh_dir_delete" blocking fn delete_at(path :: String) -> String
extern "mesh_dir_current" fn current_path() -> String

fn done(error :: String) -> ()!String = if error == "" do Ok(()) else Err(error) end

## The names in a folder, in order, without `.` and `..`. Names that are not valid UTF-8 are left out.
pub fn list(path :: String) -> List<String>!String do
  let found = names_in(path)
  case List.get(found, 0) do
    "" -> Ok(List.sort(List.filter(List.drop(found, 1), fn name -> String.is_valid(name) end)))
    error -> Err(error)
  end
end

## Whether there is a folder.
pub fn exists(path :: String) -> Bool = File.is_dir(path)

## Makes a folder in one that is there.
pub fn create(path :: String) -> ()!String = done(create_at(path))

## Makes a folder and those above it; what is there already stays.
pub fn create_all(path :: String) -> ()!String do
  case create_all_at(path) do
    "" -> if exists(path) do Ok(()) else Err("Not a directory (os error 20)") end
    error -> Err(error)
  end
end

## Removes an empty folder.
pub fn delete(path :: String) -> ()!String = done(delete_at(path))

## Removes a folder with all that is in it. Links are removed, not followed.
pub fn delete_all(path :: String) -> ()!String do
  for name in list(path)? do delete_entry(Path.join(path, name))? end
  delete(path)
end

# Removing it as a file works for links too; a folder refuses that.
fn delete_entry(path :: String) -> ()!String do
  case File.delete(path) do
    Ok(_) -> Ok(())
    Err(error) -> if File.is_dir(path) do delete_all(path) else Err(error) end
  end
end

## The paths of all files below a folder, in order. What is no file and no folder is left out.
pub fn walk(path :: String) -> List<String>!String do
  let parts = List.map_result(list(path)?, fn name -> walk_entry(Path.join(path, name)) end)?
  Ok(List.flatten(parts))
end

fn walk_entry(path :: String) -> List<String>!String do
  if File.is_dir(path) do
    walk(path)
  else
    Ok(if File.is_file(path) do [path] else [] end)
  end
end

## The folder that paths without a `/` in front go from.
pub fn current() -> String = current_path()

## Makes a folder of a name that nobody has, where temporary files belong.
pub fn temp() -> String!String do
  let path = Path.join(Env.get("TMPDIR", "/tmp"), "mesh-#{Crypto.random_hex(8)}")
  create(path)?
  Ok(path)
end
