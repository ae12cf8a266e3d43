fn main() do
  println(
    "#{Path.join("a", "b")} #{Path.join("a/", "b")} #{Path.join("a", "/b")} #{Path.join(["", "a", "b", "c"])}"
  )
  println(
    "#{Path.base("/a/b/c.txt")} #{Path.dir("/a/b/c.txt")} #{Path.dir("c")} #{Path.dir("/c")} [#{Path.base("/")}]"
  )
  println(
    "#{Path.ext("a/b.tar.gz")} [#{Path.ext(".hidden")}] [#{Path.ext("a.b/c")}] #{Path.stem("x/y.mpl")}"
  )
  println(
    "#{Path.split("/a//b/")} #{Path.normalize("/a/./b/../c//d")} #{Path.normalize("../a/..")} #{Path.normalize("/../x")} #{Path.normalize("")}"
  )
  println(
    "#{Path.relative_to("/a/b/c", "/a/d")} #{Path.relative_to("a", "a")} #{Path.is_absolute("/x")}"
  )
end
