# Objects without references travel as words inside the message, and are looked at where they lie; what a program
# sees is the same as with objects.

type Shape do
  Dot
  Circle(Float)
  Box(Int, Int)
  Wide(Int, Float, Bool, Int, Int, Int, Int, Int)
  Wider(Int, Int, Int, Int, Int, Int, Int, Int, Int)
  Named(String, Shape)
  Many(List<Int>)
end

struct Point do
  x :: Int
  y :: Float
  on :: Bool
end

fn show(shape :: Shape) -> String do
  case shape do
    Dot -> "dot"
    Circle(r) -> "circle #{r}"
    Box(a, b) -> "box #{a} #{b}"
    Wide(a, b, c, d, e, f, g, h) -> "wide #{a} #{b} #{c} #{d} #{e} #{f} #{g} #{h}"
    Wider(a, _, _, _, _, _, _, _, i) -> "wider #{a} #{i}"
    Named(name, inner) -> "#{name} (#{show(inner)})"
    Many(all) -> "many #{all}"
  end
end

# Taken apart at once; what no arm wants stays, and is taken as a whole later.
actor picky() do
  receive do
    Box(a, b) when a > 10 -> println("large box #{a} #{b}")
  end
  receive do
    Named(name, Circle(r)) when r > 1.0 -> println("#{name} with radius #{r}")
    Wide(a, b, c, _, _, _, _, h) -> println("wide #{a} #{b} #{c} #{h}")
  end
  receive do
    Many(first :: rest) -> println("first #{first} rest #{rest}")
  end
  receive do
    shape -> println(show(shape))
  end
  receive do
    shape -> println(show(shape))
  end
  receive do
    Named(name, inner) -> println("#{name} around #{show(inner)}")
  end
  receive do
    shape -> println(show(shape))
  end
  receive do
    shape -> println(show(shape))
  end
  send_points(spawn(points))
end

actor points() do
  receive do
    Point { x: x, y: _, on: true } when x < 0 -> println("negative #{x}")
    Point { x: x, y: y, on: on } -> println("#{x} #{y} #{on}")
  end
  receive do
    Point { x: x, y: _, on: true } when x < 0 -> println("negative #{x}")
    Point { x: x, y: y, on: on } -> println("#{x} #{y} #{on}")
  end
  send_pairs(spawn(pairs, 2))
end

actor pairs(left :: Int) do
  if left > 0 do
    receive do
      (0, _) -> println("zero")
      (n, b) -> println("#{n} #{b}")
    end
    pairs(left - 1)
  end
end

fn send_points(pid :: Pid<Point>) -> () do
  send(pid, Point { x: -4, y: 0.25, on: true })
  send(pid, Point { x: -4, y: 0.25, on: false })
end

fn send_pairs(pid :: Pid<(Int, Bool)>) -> () do
  send(pid, (0, true))
  send(pid, (7, false))
end

fn main() do
  let pid = spawn(picky)
  send(pid, Box(1, 2))
  send(pid, Dot)
  send(pid, Circle(0.5))
  send(pid, Named("small", Circle(0.5)))
  send(pid, Wider(1, 2, 3, 4, 5, 6, 7, 8, 9))
  send(pid, Many([1, 2, 3]))
  send(pid, Wide(1, 2.5, true, 4, 5, 6, 7, 8))
  send(pid, Box(11, -3))
end
