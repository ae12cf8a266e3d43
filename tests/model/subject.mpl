# The actors that the model is about: they do what they are told and log what they hear.

pub type Order do
  Link(Pid)
  Unlink(Pid)
  Watch(Pid, Int)
  Unwatch(Int)
  Trap(Bool)
  Exit_(Pid, String)
  Bear(Int, String)
  Crash(String)
  Note(Int)
  Finish
end

pub service Log do
  fn init() -> List<String> do
    []
  end

  cast Add(line :: String) do |lines|
    List.append(lines, line)
  end

  call Take() :: List<String> do |lines|
    ([], lines)
  end
end

pub actor subject(log :: Pid, id :: Int, refs :: List<(Int, Int)>) do
  receive do
    Exit(pid, reason) -> do
      Log.add(log, "#{id} exit #{pid} #{reason}")
      subject(log, id, refs)
    end
    Down(ref, pid, reason) -> do
      Log.add(log, "#{id} down #{tag_of(refs, ref)} #{pid} #{reason}")
      subject(log, id, refs)
    end
    Link(pid) -> do
      link(pid)
      subject(log, id, refs)
    end
    Unlink(pid) -> do
      Process.unlink(pid)
      subject(log, id, refs)
    end
    Watch(pid, tag) -> subject(log, id, List.append(refs, (Process.monitor(pid), tag)))
    Unwatch(tag) -> do
      List.each(List.filter(refs, fn r -> Tuple.second(r) == tag end), fn r ->
        Process.demonitor(Tuple.first(r))
      end)
      subject(log, id, refs)
    end
    Trap(on) -> do
      Process.trap_exit(on)
      subject(log, id, refs)
    end
    Exit_(pid, reason) -> do
      Process.exit(pid, reason)
      subject(log, id, refs)
    end
    Bear(child, name) -> do
      let pid = spawn_link(subject, log, child, [])
      let _ = Process.register(name, pid)
      subject(log, id, refs)
    end
    Note(n) -> do
      Log.add(log, "#{id} note #{n}")
      subject(log, id, refs)
    end
    Crash(text) -> do
      dawdle(40)
      panic(text)
    end
    Finish -> dawdle(40)
  end
end

# Time in which messages arrive that the subject will not see any more.
fn dawdle(n :: Int) -> () do
  if n > 0 do dawdle(n - 1) end
end

fn tag_of(refs :: List<(Int, Int)>, ref :: Int) -> Int do
  case List.find(refs, fn r -> Tuple.first(r) == ref end) do
    Some(r) -> Tuple.second(r)
    None -> -1
  end
end
