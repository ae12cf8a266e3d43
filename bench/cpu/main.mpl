##! CPU kernels, called like the peers' programs: `KERNEL ARGUMENTS`.

from Nbody import nbody
from Spectral import spectral

fn fib(n :: Int) -> Int do
  if n < 2 do n else fib(n - 1) + fib(n - 2) end
end

fn main() do
  case Env.args() do
    ["fib", n] -> println("#{fib(number(n))}")
    ["nbody", n] -> nbody(number(n))
    ["spectral", n] -> spectral(number(n))
    _ -> IO.eprintln("usage: kernels fib|nbody|spectral N")
  end
end

fn number(text :: String) -> Int = Option.unwrap_or(String.to_int(text), 0)
