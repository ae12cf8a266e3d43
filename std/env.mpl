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

## The value of a variable; panics with a message that names it when it is not set.
pub fn require(key :: String) -> String do
  case get(key) do
    Some(value) -> value
    None -> panic("the environment variable #{key} is not set")
  end
end

## The value of a variable as a number; `fallback` when it is missing, Err when it is no number.
pub fn get_int_checked(key :: String, fallback :: Int) -> Int!String do
  case get(key) do
    Some(text) -> Option.ok_or(String.to_int(text), "#{key} is no number: #{text}")
    None -> Ok(fallback)
  end
end

## Whether a variable says yes (`1 true yes on`) or no (`0 false no off`), in capitals or not;
## `fallback` when it is missing or says neither.
pub fn get_bool(key :: String, fallback :: Bool) -> Bool do
  case String.to_lower(get(key, "")) do
    "1" | "true" | "yes" | "on" -> true
    "0" | "false" | "no" | "off" -> false
    _ -> fallback
  end
end

## The parts of a variable between separators, without blanks around them; none when it is missing or empty.
pub fn get_list(key :: String, separator :: String) -> List<String> = List.filter(
  List.map(String.split(get(key, ""), separator), fn part -> String.trim(part) end),
  fn part -> part != "" end
)
