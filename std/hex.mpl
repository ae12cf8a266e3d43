##! Bytes as hexadecimal text.

extern "mesh_hex_decode" pure fn decode_bytes(text :: String) -> List<String>

## Two lower-case digits for each byte.
pub extern "mesh_hex_encode" pure fn encode(text :: String) -> String

## Whether the text is an even number of hexadecimal digits.
pub fn is_hex(text :: String) -> Bool = !List.is_empty(decode_bytes(text))

## The text whose bytes these digits are.
pub fn decode(text :: String) -> String!String do
  case decode_bytes(text) do
    [bytes] -> if String.is_valid(bytes) do Ok(bytes) else Err("invalid utf-8") end
    _ -> Err("invalid hex")
  end
end
