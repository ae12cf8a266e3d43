##! The environment and the command line.

extern "mesh_env_find" fn find(key :: String) -> List<String>
extern "mesh_env_args" fn arguments() -> List<String>

## The value of a variable, or `fallback` when it is not set; a variable set to "" gives "".
pub fn get(key :: String, fallback :: String) -> String = Option.unwrap_or(get(key), fallback)

## The value of a variable, or None when it is not set.
pub fn get(key :: String) -> String? = List.head_opt(find(key))

## The value of a variable as a number; `fallback` when it is missing or no number.
pub fn get_int(key :: String, fallback :: Int) -> Int do
  case get(key) do
    Some(text) -> Option.unwrap_or(String.to_int(text), fallback)
    None -> fallback
  end
end

## The arguments of the program, without its name.
pub fn args() -> List<String> = arguments()
