##! Paths of files as text, with `/` between parts. Nothing here looks at the disk.

## `a` with `b` below it; an absolute `b` stands alone.
pub fn join(a :: String, b :: String) -> String do
  if is_absolute(b) || a == "" do
    b
  else if b == "" do
    a
  else if String.ends_with(a, "/") do
    a <> b
  else
    "#{a}/#{b}"
  end
end

## All parts joined.
pub fn join(parts :: List<String>) -> String = List.reduce(parts, "", fn a, b -> join(a, b) end)

## Whether the path begins at the root.
pub fn is_absolute(path :: String) -> Bool = String.starts_with(path, "/")

## The parts between slashes; an absolute path begins with "/".
pub fn split(path :: String) -> List<String> do
  let parts = for part in String.split(path, "/") when part != "" do part end
  if is_absolute(path) do ["/"] ++ parts else parts end
end

## The last part: `c.txt` of `/a/b/c.txt`; "" for the root.
pub fn base(path :: String) -> String do
  let last = Option.unwrap_or(List.last_opt(split(path)), "")
  if last == "/" do "" else last end
end

## What is before the last part: `/a/b` of `/a/b/c.txt`, "." when there is nothing.
pub fn dir(path :: String) -> String do
  let parent = join(List.drop_last(split(path), 1))
  if parent != "" do parent else if is_absolute(path) do "/" else "." end
end

## The ending of the last part with its dot, or "".
pub fn ext(path :: String) -> String do
  let name = base(path)
  case String.last_index_of(name, ".") do
    Some(i) when i > 0 -> String.drop(name, i)
    _ -> ""
  end
end

## The last part without its ending.
pub fn stem(path :: String) -> String = String.drop_end(base(path), String.length(ext(path)))

## The path without `.`, doubled slashes, and `..` where it can be resolved.
pub fn normalize(path :: String) -> String do
  let parts = List.reduce(split(path), [], fn out, part -> normal_part(out, part) end)
  let text = join(parts)
  if text == "" do "." else text end
end

fn normal_part(out :: List<String>, part :: String) -> List<String> do
  if part == "." do
    out
  else if part == ".." do
    case List.last_opt(out) do
      None -> [".."]
      Some("/") -> out
      Some("..") -> List.append(out, "..")
      Some(_) -> List.drop_last(out, 1)
    end
  else
    List.append(out, part)
  end
end

## The way from the folder `from_` to `path`; both absolute or both relative.
pub fn relative_to(path :: String, from_ :: String) -> String do
  let a = split(normalize(from_))
  let b = split(normalize(path))
  let common = List.length(List.take_while(List.zip(a, b), fn((x, y)) -> x == y end))
  let up = List.repeat("..", List.length(a) - common)
  let text = join(up ++ List.drop(b, common))
  if text == "" do "." else text end
end
