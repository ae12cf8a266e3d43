##! An exit that comes while a process begins on another thread, at whatever moment, finds its terminate block installed
##! or waits for it. Those who watch it are mail that it has to go through when it begins.

actor guarded(report :: Pid<Int>, number :: Int) do
  receive do
    0 -> ()
  end

  terminate do
    send(report, number)
  end
end

fn watch(pid :: Pid<Int>, times :: Int) -> () do
  if times > 0 do
    let _ = Process.monitor(pid)
    watch(pid, times - 1)
  end
end

# Its word comes before the news of its end, of which `left` are still to come.
actor rounds(number :: Int, missing :: Int, left :: Int) do
  if left > 0 do
    receive do
      Down(_, _, _) -> ()
    end
    rounds(number, missing, left - 1)
  else if number == 0 do
    println("#{missing} ended without a word")
  else
    let pid = spawn(guarded, self(), number)
    let times = number % 200 + 1
    watch(pid, times)
    Process.exit(pid, "shutdown")
    let silent = receive do
      Down(_, _, _) -> 1
      n when n == number -> 0
    end
    rounds(number - 1, missing + silent, times - silent)
  end
end

fn main() do
  spawn(rounds, 30_000, 0, 0)
end
