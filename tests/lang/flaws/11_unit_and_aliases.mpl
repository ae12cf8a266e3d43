type Nothing = Unit
type Pair<A, B> = (A, B)
type Grid<T> = List<List<T>>
type Name = String
type Handler = Fun(Name) -> Nothing

interface Loud do
  fn loud(self) -> String
end

impl Loud for Name do
  fn loud(self) -> String do
    self.to_upper()
  end
end

struct Card do
  owner :: Name
  spot :: Pair<Int, Name>
end

fn nothing() -> Unit = ()

fn flip(p :: Pair<Int, Name>) -> Pair<Name, Int> do
  let (a, b) = p
  (b, a)
end

fn cells(g :: Grid<Int>) -> Int = List.sum(List.flatten(g))

fn main() do
  let u :: Nothing = nothing()
  let h :: Handler = fn n -> println(n.loud()) end
  h("bob")
  let c = Card { owner: "ann", spot: (1, "x") }
  println("#{u} #{flip(c.spot)} #{cells([[1, 2], [3]])} #{c.owner}")
end
