# Every function of Dir, and those of File beside them, in a folder of its own that is gone afterwards.
fn show(result) do
  case result do
    Ok(value) -> println("ok #{value}")
    Err(error) -> println("error: #{error}")
  end
end

fn unit(result :: ()!String) = show(Result.map(result, fn _ -> "done" end))

fn below(base :: String, paths :: List<String>) = List.map(
  paths,
  fn path -> Path.relative_to(path, base) end
)

fn folders(base :: String) do
  unit(Dir.create(Path.join(base, "a")))
  unit(Dir.create(Path.join(base, "a")))
  unit(Dir.create(Path.join(base, "x/y")))
  unit(Dir.create_all(Path.join(base, "b/c/d")))
  unit(Dir.create_all(Path.join(base, "b/c/d")))
  unit(File.write(Path.join(base, "b/two.txt"), "two"))
  unit(File.write(Path.join(base, "b/c/three.txt"), "three"))
  unit(File.write(Path.join(base, "one.txt"), "é"))
  unit(Dir.create_all(Path.join(base, "one.txt")))
  show(Dir.list(base))
  show(Dir.list(Path.join(base, "a")))
  show(Dir.list(Path.join(base, "none")))
  show(Dir.list(Path.join(base, "one.txt")))
  show(Result.map(Dir.walk(base), fn paths -> below(base, paths) end))
  println("#{Dir.exists(base)} #{Dir.exists(Path.join(base, "one.txt"))} #{Dir.exists("")}")
  unit(Dir.delete(Path.join(base, "b")))
  unit(Dir.delete(Path.join(base, "a")))
  unit(Dir.delete(Path.join(base, "a")))
  unit(Dir.delete("a\u{0}b"))
end

fn files(base :: String) do
  let one = Path.join(base, "one.txt")
  let other = Path.join(base, "other.txt")
  println("#{File.is_file(one)} #{File.is_file(base)} #{File.is_dir(base)} #{File.is_dir(one)}")
  show(File.size(one))
  show(File.size(other))
  unit(File.rename(one, other))
  unit(File.rename(one, other))
  println("#{File.exists(one)} #{File.exists(other)}")
  unit(File.copy(other, one))
  unit(File.copy(Path.join(base, "none"), one))
  show(File.read(one))
  unit(File.write_atomic(one, "whole"))
  show(File.read(one))
  unit(File.write_atomic(Path.join(base, "none/x"), "nowhere"))
  show(Dir.list(base))
end

fn main() do
  let base = Result.unwrap(Dir.temp())
  folders(base)
  files(base)
  unit(Dir.delete_all(base))
  println("#{Dir.exists(base)}")
  unit(Dir.delete_all(base))
  println("#{Path.is_absolute(Dir.current())} #{Dir.exists(Dir.current())}")
end
