fn save(n :: Int) -> ()!String = if n > 0 do Ok(()) else Err("no") end

fn main() do
  save(1)
  let _ = save(2)
  case save(3) do
    Ok(_) -> save(4)
    Err(why) -> Err(why)
  end
  println("done")
end
