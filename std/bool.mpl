##! Truth values.

## 1 for true, 0 for false.
pub extern "@bool_to_int" pure fn to_int(b :: Bool) -> Int

## Whether exactly one is true.
pub fn xor(a :: Bool, b :: Bool) -> Bool = a != b

## The value "true" or "false" names, or None.
pub fn parse(s :: String) -> Bool? do
  case s do
    "true" -> Some(true)
    "false" -> Some(false)
    _ -> None
  end
end
