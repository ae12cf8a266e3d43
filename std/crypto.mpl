##! Randomness and digests.

## `bytes` random bytes as lower-case hexadecimal text; 0 to 1,048,576.
pub extern "mesh_crypto_random_hex" fn random_hex(bytes :: Int) -> String

## The SHA-256 digest of the text's bytes as 64 lower-case hexadecimal digits.
pub extern "mesh_crypto_sha256" pure fn sha256(text :: String) -> String

## The SHA-512 digest of the text's bytes as 128 lower-case hexadecimal digits.
pub extern "mesh_crypto_sha512" pure fn sha512(text :: String) -> String

## HMAC-SHA-256 (RFC 2104) of `message` under `key`, as hexadecimal text.
pub extern "mesh_crypto_hmac_sha256" pure fn hmac_sha256(key :: String, message :: String) -> String

## HMAC-SHA-512 (RFC 2104) of `message` under `key`, as hexadecimal text.
pub extern "mesh_crypto_hmac_sha512" pure fn hmac_sha512(key :: String, message :: String) -> String

## Whether two texts are equal, in time that does not depend on where they differ.
pub extern "mesh_crypto_secure_compare" pure fn secure_compare(a :: String, b :: String) -> Bool

## A UUID of RFC 9562 version 7 as 32 lower-case digits without dashes: it begins with the time in milliseconds,
## so later ones sort behind earlier ones, and ends in 74 random bits.
pub extern "mesh_crypto_uuid7_hex" fn uuid7_hex() -> String

## A random UUID (RFC 9562 version 4), lower case.
pub fn uuid4() -> String do
  let hex = random_hex(16)
  let variant = String.slice("89ab", String.byte_at(hex, 16) % 4, String.byte_at(hex, 16) % 4 + 1)
  "#{String.slice(hex, 0, 8)}-#{String.slice(hex, 8, 12)}-4#{String.slice(hex, 13, 16)}-#{variant}#{String.slice(hex, 17, 20)}-#{String.slice(hex, 20, 32)}"
end
