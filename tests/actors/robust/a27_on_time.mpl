# In the simulated world, where nothing else takes time, each of ten thousand timers fires in its own millisecond or
# at most ten later, and in order.
actor notes(left :: Int, start :: Int, last :: Int, worst :: Int, ordered :: Bool) do
  if left == 0 do
    println("within 10 ms: #{worst <= 10}, in order: #{ordered}")
  else
    receive do
      due -> do
        let late = Clock.monotonic_ms() - start - due
        let early = if late < 0 do 1000 else late end
        notes(
          left - 1,
          start,
          due,
          if early > worst do early else worst end,
          ordered && due >= last
        )
      end
    end
  end
end

fn main() do
  let notes_all = spawn(notes, 10000, Clock.monotonic_ms(), 0, 0, true)
  for i in 0..10000 do
    let due = 1000 + i * 7919 % 10000 * 20
    let _ = Timer.send_after(notes_all, due, due)
  end
end
