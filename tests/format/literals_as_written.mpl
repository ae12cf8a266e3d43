fn main() do
  f(0xFF,0b10, 1_000,2e-3, "a\n#{ x+1 }${y}", :atom, ~r/a b/i)
  let s = """
      SELECT #{a+b}
        FROM t
      """
  g("two
lines", 1)
end
