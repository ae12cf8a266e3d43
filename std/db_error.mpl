##! The parts of a database error text.

pub struct DbError do
  code :: String
  constraint :: String
  table :: String
  column :: String
  message :: String
end deriving(Eq, Debug)

## The five fields of an error of Pool; a text of another form becomes the message.
pub fn parse(text :: String) -> DbError do
  let parts = String.split(text, "\t")
  if List.length(parts) == 5 do
    DbError {
      code: List.get(parts, 0),
      constraint: List.get(parts, 1),
      table: List.get(parts, 2),
      column: List.get(parts, 3),
      message: List.get(parts, 4)
    }
  else
    DbError { code: "", constraint: "", table: "", column: "", message: text }
  end
end
