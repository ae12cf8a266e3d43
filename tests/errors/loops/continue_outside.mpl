fn main() do
  continue
end

fn f(xs :: List<Int>) do
  for x in xs do
    List.each([x], fn _ -> continue end)
  end
end
