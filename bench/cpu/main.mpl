##! CPU kernels, called like the peers' programs: `KERNEL ARGUMENTS`.

from Nbody import nbody
from Spectral import spectral
from Sort import sort
from State import state_list, state_map, state_record
from Strbuild import strbuild
from Trees import trees
from Wordcount import wordcount

fn fib(n :: Int) -> Int do
  if n < 2 do n else fib(n - 1) + fib(n - 2) end
end

fn main() do
  case Env.args() do
    ["fib", n] -> println("#{fib(number(n))}")
    ["nbody", n] -> nbody(number(n))
    ["spectral", n] -> spectral(number(n))
    ["trees", n] -> trees(number(n))
    ["wordcount", path] -> wordcount(path)
    ["strbuild", n] -> strbuild(number(n))
    ["sort", n] -> sort(number(n))
    ["state", "map", n, k] -> state_map(number(n), number(k))
    ["state", "rec", n] -> state_record(number(n))
    ["state", "list", n, rounds] -> state_list(number(n), number(rounds))
    _ -> IO.eprintln(
      "usage: kernels fib|nbody|spectral|trees|strbuild|sort N, wordcount FILE, state map|rec|list N [K]"
    )
  end
end

fn number(text :: String) -> Int = Option.unwrap_or(String.to_int(text), 0)
