fn main() do
  ""
  "plain \n \t \r \0 \\ \" \x \#{a} \${b} \u{48}\u{1F600}"
  "n=#{n} next=${n + 1} word=#{String.length("ab}c")} raw=# $ #x"
  "a #{ f(%{"k" => 1}) } b #{"#{"deep"}"}"
  "lines
are kept"
  "#{x
    |> f}"
  "#{~r/"}/}"
  """one line"""
  """
    SELECT id
      FROM parts WHERE sku = '#{sku}'
    """
  """
  a
    #{b} c #{d}
   e "quoted" \#{x}"""
  """

    x

    """
  """"""
  """
  """
  """
    \tx
   y
    """
  """
    a #{
  b } c
    d
    """
  1 #= block #= nested =# comment =# + 2 # line
end
