# MESH_SIM=errors: what fails now and then is tried again, and every error is one of the disk's.
fn insist(n :: Int, errors :: Int) -> Int do
  if n == 0 do
    errors
  else
    case File.append("/tmp/simulated.log", "line\n") do
      Ok(_) -> insist(n - 1, errors)
      Err(e) -> do
        if !String.contains(e, "os error 5") && !String.contains(e, "os error 28") do panic(e) end
        insist(n - 1, errors + 1)
      end
    end
  end
end

fn main() do
  println("#{insist(200, 0) > 5}")
end
