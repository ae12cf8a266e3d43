##! Functions on `Result<T, E>`: a value, or why there is none.

## Whether it is Ok.
pub fn is_ok<T, E>(r :: T!E) -> Bool do
  case r do
    Ok(_) -> true
    Err(_) -> false
  end
end

## Whether it is Err.
pub fn is_err<T, E>(r :: T!E) -> Bool = !is_ok(r)

## `f` of the value.
pub fn map<T, U, E>(r :: T!E, f :: Fun(T) -> U) -> U!E do
  case r do
    Ok(x) -> Ok(f(x))
    Err(e) -> Err(e)
  end
end

## `f` of the error.
pub fn map_err<T, E, F>(r :: T!E, f :: Fun(E) -> F) -> T!F do
  case r do
    Ok(x) -> Ok(x)
    Err(e) -> Err(f(e))
  end
end

## What `f` gives for the value.
pub fn and_then<T, U, E>(r :: T!E, f :: Fun(T) -> U!E) -> U!E do
  case r do
    Ok(x) -> f(x)
    Err(e) -> Err(e)
  end
end

## The value, or `d`.
pub fn unwrap_or<T, E>(r :: T!E, d :: T) -> T do
  case r do
    Ok(x) -> x
    Err(_) -> d
  end
end

## The value, or what `f` gives for the error.
pub fn unwrap_or_else<T, E>(r :: T!E, f :: Fun(E) -> T) -> T do
  case r do
    Ok(x) -> x
    Err(e) -> f(e)
  end
end

## The value; panics with the error's Debug text otherwise.
pub fn unwrap<T, E>(r :: T!E) -> T where E: Debug do
  case r do
    Ok(x) -> x
    Err(e) -> panic("Result.unwrap: Err(#{e.inspect()})")
  end
end

## The value as an Option.
pub fn ok<T, E>(r :: T!E) -> T? do
  case r do
    Ok(x) -> Some(x)
    Err(_) -> None
  end
end

## The error as an Option.
pub fn err<T, E>(r :: T!E) -> E? do
  case r do
    Ok(_) -> None
    Err(e) -> Some(e)
  end
end

## The error with `message: ` in front.
pub fn context<T>(r :: T!String, message :: String) -> T!String do
  case r do
    Ok(x) -> Ok(x)
    Err(e) -> Err("#{message}: #{e}")
  end
end

## The inner result.
pub fn flatten<T, E>(r :: Result<Result<T, E>, E>) -> T!E do
  case r do
    Ok(inner) -> inner
    Err(e) -> Err(e)
  end
end

## The result itself when it is Ok, else what `f` makes of the error.
pub fn or_else<T, E, F>(r :: T!E, f :: Fun(E) -> T!F) -> T!F do
  case r do
    Ok(x) -> Ok(x)
    Err(e) -> f(e)
  end
end

## The error; panics when there is none.
pub fn unwrap_err<T, E>(r :: T!E) -> E do
  case r do
    Ok(_) -> panic("Result.unwrap_err: Ok")
    Err(e) -> e
  end
end

## All values, or the first error.
pub fn all<T, E>(results :: List<T!E>) -> List<T>!E = List.map_result(results, fn r -> r end)

## The values and the errors.
pub fn partition<T, E>(results :: List<T!E>) -> (List<T>, List<E>) do
  (List.filter_map(results, fn r -> ok(r) end), List.filter_map(results, fn r -> err(r) end))
end

## The result as it is; `f` is called with the value.
pub fn tap<T, E, U>(r :: T!E, f :: Fun(T) -> U) -> T!E do
  map(r, fn x do
    let _ = f(x)
    x
  end)
end

## The result as it is; `f` is called with the error.
pub fn tap_err<T, E, U>(r :: T!E, f :: Fun(E) -> U) -> T!E do
  map_err(r, fn e do
    let _ = f(e)
    e
  end)
end
