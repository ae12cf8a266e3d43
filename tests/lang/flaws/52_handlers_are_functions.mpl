struct State do
  count :: Int
  ratio :: Float
  names :: List<String>
end

service Room do
  fn init(first :: String) do
    State { count: 1, ratio: 0.5, names: [first] }
  end

  call Join(name :: String, limit :: Int) do |s|
    if s.count >= limit do
      (s, Err("full"))
    else
      case name do
        "" -> (s, Err("no name"))
        _ -> do
          let next = %{s | count: s.count + 1, names: s.names ++ [name]}
          (next, Ok(next.count))
        end
      end
    end
  end

  cast Scale(by :: Float) do |s|
    if by == 0.0 do
      s
    else
      %{s | ratio: s.ratio * by}
    end
  end

  call Show() do |s|
    (s, text_of(s))
  end

  fn text_of(s :: State) = "#{s.count} #{s.ratio} #{s.names}"
end

fn main() do
  let r = Room.start("eve")
  println("#{Room.join(r, "bob", 2)} #{Room.join(r, "", 9)} #{Room.join(r, "cat", 2)}")
  Room.scale(r, 3.0)
  Room.scale(r, 0.0)
  println(Room.show(r))
end
