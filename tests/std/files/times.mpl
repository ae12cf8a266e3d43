# When a file was changed, beside the clock of the machine.
fn main() do
  let base = Result.unwrap(Dir.temp())
  let path = Path.join(base, "x")
  let before = DateTime.add(DateTime.utc_now(), -5, :second)
  let _ = File.write(path, "x")
  let changed = Result.unwrap(File.modified(path))
  println("#{changed > before} #{changed < DateTime.add(before, 1, :hour)}")
  case File.modified(Path.join(base, "none")) do
    Ok(_) -> println("there")
    Err(error) -> println(error)
  end
  let _ = Dir.delete_all(base)
end
