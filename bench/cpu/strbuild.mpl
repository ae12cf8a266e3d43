##! A string that grows by millions of short pieces.

fn build(i :: Int, n :: Int, text :: String) -> String do
  if i == n do text else build(i + 1, n, text <> "item-#{i},") end
end

fn byte_sum(text :: String, i :: Int, sum :: Int) -> Int do
  if i == String.byte_length(text) do
    sum
  else
    byte_sum(text, i + 1, sum + String.byte_at(text, i))
  end
end

## Prints the length and the sum of the bytes of n pieces.
pub fn strbuild(n :: Int) -> () do
  let text = build(0, n, "")
  println("#{String.byte_length(text)} #{byte_sum(text, 0, 0)}")
end
