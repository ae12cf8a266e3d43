##! Rows of a database as structs: what `deriving(Row)` gives.

## A struct that can be read from a row, a map from column names to texts.
pub interface FromRow do
  fn from_row(row :: Map<String, String>) -> Self!String
end

## A type that can be read from one column.
pub interface FromColumn do
  fn from_column(text :: String) -> Self!String

  ## The value of a column the row does not have.
  fn absent() -> Option<Self> do
    None
  end
end

## The value of a column; only an Option may be absent.
pub fn column<T>(row :: Map<String, String>, name :: String) -> T!String where T: FromColumn do
  case Map.get_opt(row, name) do
    Some(text) -> T.from_column(text)
    None ->
      case T.absent() do
        Some(value) -> Ok(value)
        None -> Err("missing column: #{name}")
      end
  end
end

fn parsed<T>(value :: T?, text :: String, type_name :: String) -> T!String do
  Option.ok_or(value, "cannot parse '#{text}' as #{type_name}")
end

impl FromColumn for String do
  fn from_column(text :: String) -> String!String = Ok(text)
end

impl FromColumn for Int do
  fn from_column(text :: String) -> Int!String = parsed(String.to_int(text), text, "Int")
end

impl FromColumn for Float do
  fn from_column(text :: String) -> Float!String = parsed(String.to_float(text), text, "Float")
end

impl FromColumn for Bool do
  fn from_column(text :: String) -> Bool!String do
    case String.to_lower(text) do
      "true" | "t" | "1" | "yes" -> Ok(true)
      "false" | "f" | "0" | "no" -> Ok(false)
      _ -> parsed(None, text, "Bool")
    end
  end
end

impl FromColumn for Option<T> where T: FromColumn do
  fn from_column(text :: String) -> Option<T>!String do
    if text == "" do Ok(None) else some(T.from_column(text)) end
  end

  fn absent() -> Option<Option<T>> = Some(None)
end

fn some<T>(r :: T!String) -> Option<T>!String do
  case r do
    Ok(value) -> Ok(Some(value))
    Err(e) -> Err(e)
  end
end
