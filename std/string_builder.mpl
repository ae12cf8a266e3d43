##! Text put together piece by piece, in linear time.

## An empty builder.
pub extern "mesh_builder_new" fn new() -> StringBuilder

## The builder with a text behind what it holds.
@inplace pub extern "mesh_builder_add" fn add(
  take b :: StringBuilder,
  text :: String
) -> StringBuilder

## The builder with one code point more.
@inplace pub extern "mesh_builder_add_char" fn add_char(
  take b :: StringBuilder,
  code_point :: Int
) -> StringBuilder

## The builder with a number's decimal text.
@inplace pub extern "mesh_builder_add_int" fn add_int(
  take b :: StringBuilder,
  n :: Int
) -> StringBuilder

## The builder with a number's shortest text.
@inplace pub extern "mesh_builder_add_float" fn add_float(
  take b :: StringBuilder,
  x :: Float
) -> StringBuilder

## Bytes so far.
pub extern "mesh_builder_length" pure fn length(b :: StringBuilder) -> Int

## All of it as a text.
pub extern "mesh_builder_build" fn build(take b :: StringBuilder) -> String
