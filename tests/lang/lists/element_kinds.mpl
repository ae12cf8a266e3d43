struct P do
  x :: Int
  s :: String
end

fn main() do
  let ints = for i in 0..3 do i end
  let bools = for i in ints do i > 0 end
  let floats = for i in ints do Float.from(i) / 2.0 end
  let units = for _ in ints do () end
  let words = for i in ints do "w#{i}" end
  let tuples = for i in ints do (i, "t", i > 1) end
  let structs = for i in ints do P { x: i, s: "s" } end
  let opts = for i in ints do if i == 1 do None else Some(i) end end
  let lists = for i in ints do [words[i]] end
  let fns = for i in ints do fn n -> n + i end end
  let maps = for i in ints do %{i => words} end
  println("#{ints} #{bools} #{floats} #{units} #{words}")
  println("#{tuples} #{structs} #{opts} #{lists}")
  println("#{for f in fns do f(10) end} #{maps[2]}")
  println("#{bools[2]} #{floats[1]} #{tuples[1]} #{opts[1]} #{structs[2].s} #{units[0]}")
  println("#{List.reverse(tuples)} #{List.append(units, ())} #{List.concat(floats, floats)}")
end
