service Bare do
  call Twice(n :: Int) :: Int do (((), n * 2)) end

  cast Say(text :: String) do |s|
    println(text)
    s
  end

  call Sync() do |s| (s, "synced") end
end

fn main() do
  let b = Bare.start()
  println("#{Bare.twice(b, 4)}")
  Bare.say(b, "said")
  println(Bare.sync(b))
end
