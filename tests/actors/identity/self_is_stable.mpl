actor keeps(n :: Int, first :: Option<Pid<Int>>) do
  case first do
    None -> keeps(n, Some(self()))
    Some(pid) ->
      if n > 0 do
        keeps(n - 1, first)
      else
        println("kept #{pid == self()}")
      end
  end
end

fn main() do
  let _ = spawn(keeps, 3, None)
end
