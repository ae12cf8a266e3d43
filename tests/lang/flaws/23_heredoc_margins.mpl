fn main() do
  let a = "A"
  let b = "  B"
  println("""
    first #{a} and  #{b}
      deeper #{a}
    #{a} starts
    end
    """)
  println("""
  one "quoted" line
  \ttab
  """)
  println("""plain""")
end
