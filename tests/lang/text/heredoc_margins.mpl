fn main() do
  let name = "x"
  println("""
    indented
      more
    #{name} and #{name}
    """)
  println("""one line""")
  println("""
  "quoted" \#{name}
    last""")
  println("[" <> """

    """ <> "]")
end
