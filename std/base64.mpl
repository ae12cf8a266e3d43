##! Base64 (RFC 4648).

extern "mesh_base64_encode" pure fn encode_with(text :: String, url :: Bool) -> String
extern "mesh_base64_decode" pure fn decode_bytes(text :: String, url :: Bool) -> List<String>

## The standard alphabet, padded.
pub fn encode(text :: String) -> String = encode_with(text, false)

## The URL alphabet, without padding.
pub fn encode_url(text :: String) -> String = encode_with(text, true)

## The text behind standard Base64, padded or not.
pub fn decode(text :: String) -> String!String = checked(decode_bytes(text, false))

## The text behind URL Base64, padded or not.
pub fn decode_url(text :: String) -> String!String = checked(decode_bytes(text, true))

fn checked(found :: List<String>) -> String!String do
  case found do
    [bytes] -> if String.is_valid(bytes) do Ok(bytes) else Err("invalid utf-8") end
    _ -> Err("invalid base64")
  end
end
