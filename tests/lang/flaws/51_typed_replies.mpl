struct Info do
  name :: String
  tags :: List<String>
end

service Desk do
  fn init(info :: Info) = info

  call Text() do |s|
    (s, s.name)
  end

  call Real() do |s|
    (s, 2.5)
  end

  call Flag() do |s|
    (s, true)
  end

  call Whole() do |s|
    (s, s)
  end

  call Pairs() do |s|
    (s, Some(([1], %{"k" => s.name})))
  end

  call Nothing() do |s|
    (s, ())
  end
end

fn main() do
  let d = Desk.start(Info { name: "ann", tags: ["a"] })
  println(
    "#{Desk.text(d)} #{Desk.real(d)} #{Desk.flag(d)} #{Desk.whole(d).inspect()} #{Desk.pairs(d)} #{Desk.nothing(d)}"
  )
end
