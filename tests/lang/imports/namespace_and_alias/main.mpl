import Math.Vector
import Text.Vector as Words

fn main() do
  let v = Vector.make(3, 4)
  println("#{Vector.norm(v)} #{v.x}")
  println(Words.make("a", "b"))
  println("#{norm_all([v, Vector.Vec { x: 1, y: 1 }])}")
  let w :: Vector.Vec = %{v | x: 10}
  println("#{w} #{Vector.origin} #{v.scaled(2)}")
end

fn norm_all(vs :: List<Vector.Vec>) = List.map(vs, Vector.norm)
