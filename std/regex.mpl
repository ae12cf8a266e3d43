##! Regular expressions in linear time: no back-references, no look-around. `\d`, `\w`, `\s` and `.` go by code
##! points and Unicode classes; of several matches the leftmost counts. The regex comes first in every function.

extern "mesh_regex_compile" pure fn compile_program(pattern :: String, flags :: String) -> String
extern "mesh_regex_error" pure fn error_in(pattern :: String, flags :: String) -> String
extern "mesh_regex_is_match" pure fn matches(program :: String, text :: String) -> Bool
extern "mesh_regex_search" pure fn search(
  program :: String,
  text :: String,
  from_ :: Int
) -> List<Int>
extern "mesh_regex_names" pure fn names_of(program :: String) -> List<String>
extern "mesh_string_slice_bytes" pure fn slice_bytes(
  s :: String,
  start :: Int,
  stop :: Int
) -> String
extern "mesh_string_index_at" pure fn index_at(s :: String, byte :: Int) -> Int

## A compiled pattern; written `~r/pattern/flags`. Flags: i ignores case, m lets `^` and `$` match at line ends, s
## lets `.` match a newline.
pub struct Regex do
  pattern :: String
  letters :: String
  program :: String
end deriving(Eq, Hash)

## A match: its text, where it starts and ends in code points, and the texts of its groups, "" for one without part.
pub struct Match do
  text :: String
  start :: Int
  stop :: Int
  groups :: List<String>
end deriving(Eq, Debug, Display)

impl Display for Regex do
  fn to_string(self) -> String = "~r/#{self.pattern}/#{self.letters}"
end

impl Debug for Regex do
  fn inspect(self) -> String = "~r/#{self.pattern}/#{self.letters}"
end

## What a literal means; panics when the pattern is faulty.
pub fn literal(pattern :: String, flags :: String) -> Regex do
  case compile(pattern, flags) do
    Ok(rx) -> rx
    Err(e) -> panic("invalid regex ~r/#{pattern}/#{flags}: #{e}")
  end
end

## Compiles a pattern; Err says what is wrong and where.
pub fn compile(pattern :: String) -> Regex!String = compile(pattern, "")

## Compiles a pattern with flags out of `ims`.
pub fn compile(pattern :: String, flags :: String) -> Regex!String do
  let program = compile_program(pattern, flags)
  if program == "" do
    Err(error_in(pattern, flags))
  else
    Ok(Regex { pattern: pattern, letters: flags, program: program })
  end
end

## The pattern as it was written.
pub fn source(rx :: Regex) -> String = rx.pattern

## Whether the pattern matches anywhere in the text.
pub fn is_match(rx :: Regex, text :: String) -> Bool = matches(rx.program, text)

## The first match.
pub fn find(rx :: Regex, text :: String) -> Match? do
  case search(rx.program, text, 0) do
    [] -> None
    spans -> Some(match_of(text, spans))
  end
end

## All matches, which do not overlap.
pub fn find_all(rx :: Regex, text :: String) -> List<Match> =
  for spans in all_spans(rx, text) do match_of(text, spans) end

## How many matches there are.
pub fn count(rx :: Regex, text :: String) -> Int = List.length(all_spans(rx, text))

## The first match and its groups; a group without part is "".
pub fn captures(rx :: Regex, text :: String) -> List<String>? do
  case search(rx.program, text, 0) do
    [] -> None
    spans -> Some(groups_of(text, spans))
  end
end

## `captures` of every match.
pub fn captures_all(rx :: Regex, text :: String) -> List<List<String>> =
  for spans in all_spans(rx, text) do groups_of(text, spans) end

## The groups with names, `(?<name>...)`, of the first match.
pub fn named_captures(rx :: Regex, text :: String) -> Map<String, String>? do
  case captures(rx, text) do
    Some(groups) -> Some(
      Map.from_list(
        for (name, group) in List.zip(names_of(rx.program), groups) when name != "" do
          (name, group)
        end
      )
    )
    None -> None
  end
end

## Every match replaced. In `by`, `$1`, `$name` and `${name}` stand for groups and `$$` for a dollar; unknown groups
## are empty.
pub fn replace(rx :: Regex, text :: String, by :: String) -> String do
  replace_spans(text, all_spans(rx, text), fn spans ->
    expand(by, groups_of(text, spans), names_of(rx.program))
  end)
end

## The first match replaced, as by `replace`.
pub fn replace_first(rx :: Regex, text :: String, by :: String) -> String do
  replace_spans(text, List.take(all_spans(rx, text), 1), fn spans ->
    expand(by, groups_of(text, spans), names_of(rx.program))
  end)
end

## Every match replaced by what `f` gives for it.
pub fn replace_with(rx :: Regex, text :: String, f :: Fun(Match) -> String) -> String do
  replace_spans(text, all_spans(rx, text), fn spans -> f(match_of(text, spans)) end)
end

## The pieces between matches, empty ones included.
pub fn split(rx :: Regex, text :: String) -> List<String> = pieces(text, all_spans(rx, text))

## At most `limit` pieces: the last holds what is left.
pub fn split(rx :: Regex, text :: String, limit :: Int) -> List<String> =
  pieces(text, List.take(all_spans(rx, text), limit - 1))

## A pattern that matches exactly this text.
pub fn escape(text :: String) -> String do
  String.join(
    for c in String.chars(text) do
      if String.contains("\\.+*?()|[]{}^$/#-&~", c) do "\\#{c}" else c end
    end,
    ""
  )
end

# ---- Matches as byte positions ----

fn part(text :: String, spans :: List<Int>, group :: Int) -> String do
  let start = List.get(spans, 2 * group)
  if start < 0 do "" else slice_bytes(text, start, List.get(spans, 2 * group + 1)) end
end

fn groups_of(text :: String, spans :: List<Int>) -> List<String> =
  for i in 0..(List.length(spans) / 2) do part(text, spans, i) end

fn match_of(text :: String, spans :: List<Int>) -> Match do
  Match {
    text: part(text, spans, 0),
    start: index_at(text, List.get(spans, 0)),
    stop: index_at(text, List.get(spans, 1)),
    groups: List.tail(groups_of(text, spans))
  }
end

fn all_spans(rx :: Regex, text :: String) -> List<List<Int>> =
  spans_from(rx.program, text, 0, -1, [])

# An empty match right behind the one before is none.
fn spans_from(
  program :: String,
  text :: String,
  at :: Int,
  last :: Int,
  out :: List<List<Int>>
) -> List<List<Int>> do
  if at > String.byte_length(text) do
    out
  else
    case search(program, text, at) do
      [] -> out
      spans -> do
        let start = List.get(spans, 0)
        let stop = List.get(spans, 1)
        if start < stop do
          spans_from(program, text, stop, stop, List.append(out, spans))
        else if stop == last do
          spans_from(program, text, behind(text, stop), last, out)
        else
          spans_from(program, text, behind(text, stop), stop, List.append(out, spans))
        end
      end
    end
  end
end

# Where the code point behind the one at a byte begins.
fn behind(text :: String, at :: Int) -> Int do
  if at + 1 < String.byte_length(text) && String.byte_at(text, at + 1) / 64 == 2 do
    behind(text, at + 1)
  else
    at + 1
  end
end

fn pieces(text :: String, all :: List<List<Int>>) -> List<String> do
  let starts = [0] ++ List.map(all, fn spans -> List.get(spans, 1) end)
  let stops = List.map(all, fn spans -> List.get(spans, 0) end) ++ [String.byte_length(text)]
  for (start, stop) in List.zip(starts, stops) do slice_bytes(text, start, stop) end
end

fn replace_spans(text :: String, all :: List<List<Int>>, f :: Fun(List<Int>) -> String) -> String do
  String.join(List.interleave(pieces(text, all), List.map(all, f)), "")
end

# ---- Replacements ----

fn expand(by :: String, groups :: List<String>, names :: List<String>) -> String do
  case String.split_once(by, "$") do
    None -> by
    Some((front, rest)) -> "#{front}#{expand_rest(rest, groups, names)}"
  end
end

fn expand_rest(rest :: String, groups :: List<String>, names :: List<String>) -> String do
  let (name, more) = group_name(rest)
  if String.starts_with(rest, "$") do
    "$" <> expand(slice_bytes(rest, 1, String.byte_length(rest)), groups, names)
  else if name == "" do
    "$" <> expand(rest, groups, names)
  else
    "#{group_named(name, groups, names)}#{expand(more, groups, names)}"
  end
end

# The name behind a dollar, in braces or as long as it goes, and what follows.
fn group_name(rest :: String) -> (String, String) do
  if String.starts_with(rest, "{") do
    case String.split_once(rest, "}") do
      Some((name, more)) -> (slice_bytes(name, 1, String.byte_length(name)), more)
      None -> ("", rest)
    end
  else
    let stop = name_end(rest, 0)
    (slice_bytes(rest, 0, stop), slice_bytes(rest, stop, String.byte_length(rest)))
  end
end

fn name_end(text :: String, at :: Int) -> Int do
  if at < String.byte_length(text) && is_name_byte(String.byte_at(text, at)) do
    name_end(text, at + 1)
  else
    at
  end
end

fn is_name_byte(b :: Int) -> Bool =
  (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || b == 95

fn group_named(name :: String, groups :: List<String>, names :: List<String>) -> String do
  let index = case String.to_int(name) do
    Some(i) -> Some(i)
    None -> List.index_of(names, name)
  end
  case index do
    Some(i) -> Option.unwrap_or(List.get_opt(groups, i), "")
    None -> ""
  end
end
