##! Bytes: any octets, also those that are not text.

## How many bytes.
pub extern "mesh_bytes_length" pure fn length(b :: Bytes) -> Int

## The byte at a position from 0; panics outside.
pub extern "mesh_bytes_get" fn get(b :: Bytes, i :: Int) -> Int

## The bytes from `start` up to, not including, `stop`; both are clamped.
pub extern "mesh_bytes_slice" pure fn slice(b :: Bytes, start :: Int, stop :: Int) -> Bytes

## `a` followed by `b`.
pub extern "mesh_bytes_concat" pure fn concat(a :: Bytes, b :: Bytes) -> Bytes

## The low eight bits of each number.
pub extern "mesh_bytes_from_list" pure fn from_list(xs :: List<Int>) -> Bytes

## Each byte as a number.
pub extern "mesh_bytes_to_list" pure fn to_list(b :: Bytes) -> List<Int>

## The UTF-8 form of a text.
pub extern "mesh_bytes_from_string" pure fn from_string(s :: String) -> Bytes

extern "mesh_bytes_to_text" pure fn to_text(b :: Bytes) -> String
extern "mesh_bytes_is_text" pure fn is_text(b :: Bytes) -> Bool

## The text of which these bytes are the UTF-8 form, or None.
pub fn to_string(b :: Bytes) -> String? do
  if is_text(b) do Some(to_text(b)) else None end
end
