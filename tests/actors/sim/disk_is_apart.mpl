# Files of a simulated program are in memory; the real disk shows through and is never changed.
fn main() do
  println("#{File.exists("/etc/passwd")} #{File.exists("/etc/mesh-simulated")}")
  println("#{File.write("/etc/mesh-simulated", "first\n")}")
  println("#{File.append("/etc/mesh-simulated", "second\n")}")
  println("#{File.read("/etc/mesh-simulated")}")
  println("#{File.write("/no/such/folder/x", "")}")
  println("#{File.delete("/etc/passwd")} #{File.exists("/etc/passwd")}")
  println("#{File.lock_dir("/simulated/a/b")} #{File.write("/simulated/a/b/c", "")}")
end
