fn f() do
  break
end

fn g() do
  for x in [1] do
    List.each([x], fn y ->
      if y > 0 do
        continue
      end
    end)
  end
end
