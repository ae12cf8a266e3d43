##! Text: immutable UTF-8. Lengths and positions count code points, not bytes.

extern "mesh_string_find" pure fn find_bytes(s :: String, part :: String, from_ :: Int) -> Int
extern "mesh_string_find_last" pure fn find_last_bytes(
  s :: String,
  part :: String,
  stop :: Int
) -> Int
extern "mesh_string_slice_bytes" pure fn slice_bytes(
  s :: String,
  start :: Int,
  stop :: Int
) -> String
extern "mesh_string_split_limit" pure fn split_limit(
  s :: String,
  sep :: String,
  limit :: Int
) -> List<String>
extern "mesh_string_index_at" pure fn index_at(s :: String, byte :: Int) -> Int
extern "mesh_bytes_is_text" pure fn bytes_are_text(s :: String) -> Bool
extern "mesh_int_can_parse" pure fn can_parse_int(s :: String, base :: Int) -> Bool
extern "mesh_int_parse" pure fn parse_int(s :: String, base :: Int) -> Int
extern "mesh_float_can_parse" pure fn can_parse_float(s :: String) -> Bool
extern "mesh_float_parse" pure fn parse_float(s :: String) -> Float
extern "@string_byte_at" pure fn byte_at_unchecked(s :: String, i :: Int) -> Int

## Bytes of the UTF-8 form.
pub extern "@string_byte_length" pure fn byte_length(s :: String) -> Int

## Code points.
pub extern "mesh_string_length" pure fn length(s :: String) -> Int

## The code points from `start` up to, not including, `stop`; both are clamped.
pub extern "mesh_string_slice" pure fn slice(s :: String, start :: Int, stop :: Int) -> String

## Whether `part` occurs; the empty text always does.
pub extern "mesh_string_contains" pure fn contains(s :: String, part :: String) -> Bool

## How often `part` occurs, without overlaps.
pub extern "mesh_string_count" pure fn count(s :: String, part :: String) -> Int

## Whether every character is ASCII.
pub extern "mesh_string_is_ascii" pure fn is_ascii(s :: String) -> Bool

## Upper case by the Unicode mappings, without locale; the length may change.
pub extern "mesh_string_to_upper" pure fn to_upper(s :: String) -> String

## Lower case by the Unicode mappings, without locale.
pub extern "mesh_string_to_lower" pure fn to_lower(s :: String) -> String

## Without Unicode white space at both ends.
pub extern "mesh_string_trim" pure fn trim(s :: String) -> String

## Without Unicode white space at the start.
pub extern "mesh_string_trim_start" pure fn trim_start(s :: String) -> String

## Without Unicode white space at the end.
pub extern "mesh_string_trim_end" pure fn trim_end(s :: String) -> String

## Every occurrence of `from_` replaced, left to right; an empty `from_` puts `to` around every code point.
pub extern "mesh_string_replace" pure fn replace(
  s :: String,
  from_ :: String,
  to :: String
) -> String

## The first occurrence of `from_` replaced.
pub extern "mesh_string_replace_first" pure fn replace_first(
  s :: String,
  from_ :: String,
  to :: String
) -> String

## The pieces between occurrences of `sep`, empty ones included; an empty `sep` splits at every code point.
pub extern "mesh_string_split" pure fn split(s :: String, sep :: String) -> List<String>

## The pieces between runs of white space.
pub extern "mesh_string_split_whitespace" pure fn split_whitespace(s :: String) -> List<String>

## Lines without their line ends; no empty line behind a last line end.
pub extern "mesh_string_lines" pure fn lines(s :: String) -> List<String>

## The parts with `sep` between them.
pub extern "mesh_string_join" pure fn join(parts :: List<String>, sep :: String) -> String

## `n` times `s`; "" for n < 1.
pub extern "mesh_string_repeat" pure fn repeat(s :: String, n :: Int) -> String

## Each code point as a text.
pub extern "mesh_string_chars" pure fn chars(s :: String) -> List<String>

## The code points as numbers.
pub extern "mesh_string_code_points" pure fn codepoints(s :: String) -> List<Int>

## The text of code points; numbers that are none become U+FFFD.
pub extern "mesh_string_from_code_points" pure fn from_codepoints(points :: List<Int>) -> String

## The characters as people see them.
pub extern "mesh_string_graphemes" pure fn graphemes(s :: String) -> List<String>

## The characters in the opposite order.
pub extern "mesh_string_reverse" pure fn reverse(s :: String) -> String

## Whether two texts are equal but for case.
pub extern "mesh_string_equal_ignore_case" pure fn eq_ignore_case(a :: String, b :: String) -> Bool

## Whether the bytes are valid UTF-8: texts from outside may hold any bytes.
pub fn is_valid(s :: String) -> Bool = bytes_are_text(s)

## Whether there is no character.
pub fn is_empty(s :: String) -> Bool = byte_length(s) == 0

## The bytes from `start` up to, not including, `stop`; both are clamped.
pub fn byte_slice(s :: String, start :: Int, stop :: Int) -> String = slice_bytes(s, start, stop)

## The byte at a position from 0; panics outside.
pub fn byte_at(s :: String, i :: Int) -> Int do
  if i < 0 || i >= byte_length(s) do
    panic("String.byte_at: index #{i} out of bounds (length #{byte_length(s)})")
  else
    byte_at_unchecked(s, i)
  end
end

## The position of the first occurrence of `part`.
pub fn find(s :: String, part :: String) -> Int? do
  let at = find_bytes(s, part, 0)
  if at < 0 do None else Some(index_at(s, at)) end
end

## The position of the first occurrence of `part`.
pub fn index_of(s :: String, part :: String) -> Int? = find(s, part)

## The position of the last occurrence of `part`.
pub fn last_index_of(s :: String, part :: String) -> Int? do
  let at = find_last_bytes(s, part, byte_length(s))
  if at < 0 do None else Some(index_at(s, at)) end
end

## Whether the text begins with `prefix`.
pub extern "mesh_string_starts_with" pure fn starts_with(s :: String, prefix :: String) -> Bool

## Whether the text ends with `suffix`.
pub extern "mesh_string_ends_with" pure fn ends_with(s :: String, suffix :: String) -> Bool

## At most `limit` pieces: the last holds what is left.
pub fn split(s :: String, sep :: String, limit :: Int) -> List<String> = split_limit(s, sep, limit)

## The text with case differences removed, for comparing (Unicode case folding).
pub extern "mesh_string_fold_case" pure fn fold_case(s :: String) -> String

## The Unicode normal form: 0 NFC, 1 NFD, 2 NFKC, 3 NFKD.
pub extern "mesh_string_normalize" fn normalize(s :: String, form :: Int) -> String

## The two sides of the first `sep`.
pub fn split_once(s :: String, sep :: String) -> (String, String)? do
  let at = find_bytes(s, sep, 0)
  if at < 0 do
    None
  else
    Some((slice_bytes(s, 0, at), slice_bytes(s, at + byte_length(sep), byte_length(s))))
  end
end

## A decimal number with optional sign, white space around it allowed; None for anything else or out of range.
pub fn to_int(s :: String) -> Int? do
  if can_parse_int(s, 10) do Some(parse_int(s, 10)) else None end
end

## A number in decimal or exponent form, inf or nan; None for anything else.
pub fn to_float(s :: String) -> Float? do
  if can_parse_float(s) do Some(parse_float(s)) else None end
end

## The text form of a value.
pub fn from<T>(x :: T) -> String where T: Display = x.to_string()

## `s` without `prefix`, or None when it does not begin with it.
pub fn strip_prefix(s :: String, prefix :: String) -> String? do
  if starts_with(s, prefix) do
    Some(slice_bytes(s, byte_length(prefix), byte_length(s)))
  else
    None
  end
end

## `s` filled with `fill` in front up to `n` code points.
pub fn pad_start(s :: String, n :: Int, fill :: String) -> String do
  repeat(fill, n - length(s)) <> s
end

## `s` filled with `fill` behind up to `n` code points.
pub fn pad_end(s :: String, n :: Int, fill :: String) -> String do
  s <> repeat(fill, n - length(s))
end

## All texts of an Iter one after another.
pub fn collect(it :: ListIterator<String>) -> String = join(for s in it do s end, "")

## Whether there is nothing but white space.
pub fn is_blank(s :: String) -> Bool = is_empty(trim(s))

## The code point at a position from 0 as a text, or None.
pub fn at(s :: String, i :: Int) -> String? do
  let c = if i < 0 do "" else slice(s, i, i + 1) end
  if c == "" do None else Some(c) end
end

## The first code point as a text, or None.
pub fn first(s :: String) -> String? = at(s, 0)

## The last code point as a text, or None.
pub fn last(s :: String) -> String? = at(s, length(s) - 1)

## The first `n` code points.
pub fn take(s :: String, n :: Int) -> String = slice(s, 0, n)

## All but the first `n` code points.
pub fn drop(s :: String, n :: Int) -> String = slice(s, n, length(s))

## The last `n` code points.
pub fn take_end(s :: String, n :: Int) -> String =
  slice(s, length(s) - (if n < 0 do 0 else n end), length(s))

## All but the last `n` code points.
pub fn drop_end(s :: String, n :: Int) -> String =
  slice(s, 0, length(s) - (if n < 0 do 0 else n end))

## `s` without `suffix`, or None when it does not end with it.
pub fn strip_suffix(s :: String, suffix :: String) -> String? do
  if ends_with(s, suffix) do
    Some(slice_bytes(s, 0, byte_length(s) - byte_length(suffix)))
  else
    None
  end
end

## `s` filled with `fill` on both sides up to `n` code points.
pub fn center(s :: String, n :: Int, fill :: String) -> String do
  let room = n - length(s)
  pad_end(repeat(fill, room / 2) <> s, n, fill)
end

## The words: pieces between white space.
pub fn words(s :: String) -> List<String> = split_whitespace(s)

## The first character in upper case, the others as they are.
pub fn capitalize(s :: String) -> String = to_upper(slice(s, 0, 1)) <> drop(s, 1)

## Every word with a capital, the rest in lower case, single blanks between.
pub fn title_case(s :: String) -> String =
  join(for w in split_whitespace(s) do capitalize(to_lower(w)) end, " ")

## How one text stands to another, by bytes.
pub fn compare(a :: String, b :: String) -> Ordering do
  if a < b do Less else if b < a do Greater else Equal end
end

## At most `n` code points; what is longer is cut and ends in `ending`.
pub fn truncate(s :: String, n :: Int, ending :: String) -> String do
  if length(s) <= n do s else slice(s, 0, n - length(ending)) <> slice(ending, 0, n) end
end

## The texts that `f` makes of each code point, joined.
pub fn map_chars(s :: String, f :: Fun(String) -> String) -> String =
  join(for c in chars(s) do f(c) end, "")

## Whether `p` holds for some code point.
pub fn any_char(s :: String, p :: Fun(String) -> Bool) -> Bool = List.any(chars(s), p)

## Whether `p` holds for every code point.
pub fn all_char(s :: String, p :: Fun(String) -> Bool) -> Bool = List.all(chars(s), p)

## Whether there are only ASCII digits, and at least one.
pub fn is_numeric(s :: String) -> Bool =
  !is_empty(s) && List.all(codepoints(s), fn c -> c >= 48 && c <= 57 end)

## Lower-case words of ASCII letters and digits with dashes between, for addresses.
pub fn slugify(s :: String) -> String do
  let marked = map_chars(to_lower(s), fn c -> if is_slug_char(c) do c else " " end end)
  join(split_whitespace(marked), "-")
end

fn is_slug_char(c :: String) -> Bool =
  (c >= "a" && c <= "z" && byte_length(c) == 1) || is_numeric(c)

## The lines without the white space that all of them begin with.
pub fn dedent(s :: String) -> String do
  let margins =
    for line in lines(s) when !is_blank(line) do length(line) - length(trim_start(line)) end
  let margin = Option.unwrap_or(List.min(margins), 0)
  join(for line in lines(s) do drop(line, margin) end, "\n")
end
