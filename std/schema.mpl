##! Structs that stand for tables: what `deriving(Schema)` gives, besides `__<field>_col__()` for each field.

pub interface Schema do
  ## The table: the option `table`, or the name in lower case with an s.
  fn __table__() -> String

  fn __primary_key__() -> String

  fn __fields__() -> List<String>

  ## `name:TYPE` for each field.
  fn __field_types__() -> List<String>

  ## `belongs_to:user:User` for each relationship.
  fn __relationships__() -> List<String>

  ## `has_many:posts:Post:user_id:posts`: also the column with the key and the table.
  fn __relationship_meta__() -> List<String>
end
