##! Functions on `Option<T>`: a value that may be absent.

## Whether there is a value.
pub fn is_some<T>(o :: T?) -> Bool do
  case o do
    Some(_) -> true
    None -> false
  end
end

## Whether there is no value.
pub fn is_none<T>(o :: T?) -> Bool = !is_some(o)

## `f` of the value.
pub fn map<T, U>(o :: T?, f :: Fun(T) -> U) -> U? do
  case o do
    Some(x) -> Some(f(x))
    None -> None
  end
end

## What `f` gives for the value.
pub fn and_then<T, U>(o :: T?, f :: Fun(T) -> U?) -> U? do
  case o do
    Some(x) -> f(x)
    None -> None
  end
end

## The value if `p` holds for it.
pub fn filter<T>(o :: T?, p :: Fun(T) -> Bool) -> T? do
  case o do
    Some(x) when p(x) -> Some(x)
    _ -> None
  end
end

## The value, or `d`.
pub fn unwrap_or<T>(o :: T?, d :: T) -> T do
  case o do
    Some(x) -> x
    None -> d
  end
end

## The value, or what `f` gives.
pub fn unwrap_or_else<T>(o :: T?, f :: Fun() -> T) -> T do
  case o do
    Some(x) -> x
    None -> f()
  end
end

## The value; panics when there is none.
pub fn unwrap<T>(o :: T?) -> T = expect(o, "Option.unwrap: None")

## The value; panics with `message` when there is none.
pub fn expect<T>(o :: T?, message :: String) -> T do
  case o do
    Some(x) -> x
    None -> panic(message)
  end
end

## `o` if it has a value, else `other`.
pub fn or_else<T>(o :: T?, f :: Fun() -> T?) -> T? do
  case o do
    Some(x) -> Some(x)
    None -> f()
  end
end

## Ok of the value, or Err(e).
pub fn ok_or<T, E>(o :: T?, e :: E) -> T!E do
  case o do
    Some(x) -> Ok(x)
    None -> Err(e)
  end
end

## A list of the value, or the empty list.
pub fn to_list<T>(o :: T?) -> List<T> do
  case o do
    Some(x) -> [x]
    None -> []
  end
end

## `o` if it has a value, else `other`.
pub fn either<T>(o :: T?, other :: T?) -> T? = or_else(o, fn -> other end)

## Both values, or None.
pub fn zip<T, U>(a :: T?, b :: U?) -> Option<(T, U)> do
  case (a, b) do
    (Some(x), Some(y)) -> Some((x, y))
    _ -> None
  end
end

## The inner option.
pub fn flatten<T>(o :: Option<Option<T>>) -> T? = and_then(o, fn inner -> inner end)

## Calls `f` with the value.
pub fn each<T, U>(o :: T?, f :: Fun(T) -> U) -> () do
  let _ = map(o, f)
  ()
end

## The values of those that have one.
pub fn values<T>(options :: List<T?>) -> List<T> = List.filter_map(options, fn o -> o end)

## All values, or None when one is missing.
pub fn all<T>(options :: List<T?>) -> List<T>? do
  let found = values(options)
  if List.length(found) == List.length(options) do Some(found) else None end
end
