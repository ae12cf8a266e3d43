##! Atoms: names as values.

## The name without its colon.
pub fn to_string(a :: Atom) -> String = "#{a}"
