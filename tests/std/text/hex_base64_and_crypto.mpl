fn main() do
  println(
    "#{Hex.encode("Me!")} #{Hex.decode("4D65")} #{Hex.decode("abc")} #{Hex.decode("zz")} #{Hex.decode("ff")}"
  )
  println(
    "#{Base64.encode("mesh!")} #{Base64.encode_url("??>")} #{Base64.decode("bWVzaA")} #{Base64.decode("bWVzaA==")} #{Base64.decode("b W")} #{Base64.decode_url("Pz8-")} [#{Base64.encode("")}]"
  )
  println(Crypto.sha256("mesh"))
  println(Crypto.hmac_sha256("k", "mesh"))
  # Test case 2 of RFC 4231.
  println(Crypto.hmac_sha512("Jefe", "what do ya want for nothing?"))
  println(String.slice(Crypto.sha512("abc"), 0, 32))
  println(
    "#{Crypto.secure_compare("abc", "abc")} #{Crypto.secure_compare("abc", "abd")} #{Crypto.secure_compare("abc", "abc\0")}"
  )
  let id = Crypto.uuid4()
  println(
    "#{String.length(id)} #{String.slice(id, 8, 9)} #{String.slice(id, 14, 15)} #{id != Crypto.uuid4()} #{String.length(Crypto.random_hex(8))}"
  )
end
