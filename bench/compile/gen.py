#!/usr/bin/env python3
"""Writes the Mesh side of the peers' generated program: the same units, the same sum.

    gen.py FOLDER [UNITS]     writes FOLDER/main.mpl (default 100 units, about 4,000 lines)"""
import os
import sys

UNIT = '''
struct Rec{i} do
  id :: Int
  name :: String
  score :: Float
  tags :: List<Int>
end

fn make{i}(k :: Int) -> Rec{i} do
  let tags = for j in 0..(k % 7 + 3) do
    j * {step} + k
  end
  Rec{i} {{
    id: k,
    name: "unit{i}",
    score: Int.to_float(k) * {i}.5,
    tags: tags
  }}
end

fn classify{i}(k :: Int, r :: Rec{i}) -> Int do
  case k do
    0 -> r.id
    1 -> List.length(r.tags) + {i}
    2 when r.id > 10 -> r.id * 3
    2 -> r.id * 5 + {i}
    _ -> classify{i}(k - 3, r) + 1
  end
end

fn walk{i}(xs :: List<Int>, f :: Fun(Int) -> Int) -> Int do
  List.reduce(xs, 0, fn(acc, x) -> (acc * 31 + f(x)) % 1000003 end)
end

fn describe{i}(r :: Rec{i}) -> String do
  "#{{r.name}}-#{{r.id}}-#{{List.length(r.tags)}}"
end

fn run{i}(k :: Int) -> Int do
  let r = make{i}(k)
  let s = walk{i}(r.tags, fn(x) -> x * {factor} + k end)
  (classify{i}(k % 11, r) + s + String.length(describe{i}(r))) % 1000003
end
'''


def program(units):
    parts = [UNIT.format(i=i, step=i + 1, factor=i + 3) for i in range(units)]
    parts.append("\nfn step(k :: Int, sum :: Int) -> Int do\n")
    parts += [f"  let sum = (sum * 7 + run{i}(k)) % 1000003\n" for i in range(units)]
    parts.append("  sum\nend\n\nfn total(k :: Int, sum :: Int) -> Int do\n  if k == 20 do sum else total(k + 1, step(k, sum)) end\nend\n\nfn main() do\n  println(\"#{total(0, 0)}\")\nend\n")
    return "".join(parts)


def main():
    folder = sys.argv[1]
    units = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "main.mpl"), "w") as out:
        out.write(program(units))


main()
