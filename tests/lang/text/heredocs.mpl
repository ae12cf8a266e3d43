fn main() do
  let sku = "a\n  b"
  let q = """
    SELECT id
      FROM parts WHERE sku = '#{sku}'  #{1} #{2}
    AND "quoted" \t tab
    """
  println(q)
  println("""one line""")
  println("""
  kept
    deeper
  last""")
  println("[" <> """
    a

    b

    """ <> "]")
end
