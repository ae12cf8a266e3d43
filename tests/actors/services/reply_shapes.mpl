struct Point do
  x :: Int
  label :: String
  parts :: List<Float>
end

type Answer do
  Yes
  No(String)
  Both(Int, Float, List<String>)
end

service Shapes do
  call Int_(n :: Int) :: Int do |s| (s, n * 2) end

  call Bool_(b :: Bool) :: Bool do |s| (s, !b) end

  call Float_(f :: Float) :: Float do |s| (s, f / 2.0) end

  call Text(t :: String) :: String do |s| (s, t <> "!") end

  call Atom_(a :: Atom) :: Atom do |s| (s, a) end

  call Nothing() :: () do |s| (s, ()) end

  call Record(p :: Point) :: Point do |s| (s, %{p | x: p.x + 1}) end

  call Variant(n :: Int) :: Answer do |s|
    case n do
      0 -> (s, Yes)
      1 -> (s, No("one"))
      _ -> (s, Both(n, 0.5, ["a", "b"]))
    end
  end

  call Pair(a :: Int, b :: String) :: (String, Int) do |s| (s, (b, a)) end

  call Check(n :: Int) :: Int!String do |s|
    if n > 0 do (s, Ok(n)) else (s, Err("not positive: #{n}")) end
  end

  call Find(key :: String) :: Point? do |s|
    if key == "p" do (s, Some(Point { x: 1, label: "p", parts: [] })) else (s, None) end
  end

  call Adder(n :: Int) :: Fun(Int) -> Int do |s| (s, fn x -> x + n end) end

  call Apply(f :: Fun(String) -> String) :: String do |s| (s, f("in")) end

  call Table(xs :: List<String>) :: Map<String, Int> do |s|
    (s, List.reduce(xs, %{}, fn(m, x) -> Map.put(m, x, String.length(x)) end))
  end
end

fn main() do
  let s = Shapes.start()
  println(
    "#{Shapes.int_(s, 21)} #{Shapes.bool_(s, false)} #{Shapes.float_(s, 2.5)} #{Shapes.text(s, "t")}"
  )
  println(
    "#{Shapes.atom_(s, :ok)} #{Shapes.nothing(s)} #{Shapes.record(s, Point { x: 1, label: "l", parts: [1.5] })}"
  )
  println("#{Shapes.variant(s, 0)} #{Shapes.variant(s, 1)} #{Shapes.variant(s, 2)}")
  let (text, n) = Shapes.pair(s, 7, "seven")
  println("#{text} #{n} #{Shapes.check(s, 3)} #{Shapes.check(s, -3)}")
  println("#{Shapes.find(s, "p")} #{Shapes.find(s, "q")}")
  let add = Shapes.adder(s, 100)
  let prefix = "<"
  println(
    "#{add(5)} #{Shapes.apply(s, fn t -> prefix <> t <> ">" end)} #{Shapes.table(s, ["a", "bcd"])}"
  )
end
