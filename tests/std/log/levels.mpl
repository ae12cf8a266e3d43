fn main() do
  Log.debug("hidden")
  Log.info("started", %{"port" => "80", "who" => "a b"})
  Log.error("bad \"thing\"")
  println("done")
end
