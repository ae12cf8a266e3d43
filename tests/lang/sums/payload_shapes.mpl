struct P do
  a :: Int
  b :: String
end

type Any do
  I(Int)
  F(Float)
  B(Bool)
  S(String)
  U(())
  T((Int, String))
  L(List<Int>)
  M(Map<String, Int>)
  O(Int?)
  R(Int!String)
  Q(P)
  G(Fun(Int) -> Int)
  A(Atom)
  N
end

fn show(x :: Any) -> String do
  case x do
    I(n) -> "I #{n}"
    F(f) -> "F #{f}"
    B(b) -> "B #{b}"
    S(s) -> "S #{s}"
    U(u) -> "U #{u}"
    T((n, s)) -> "T #{n} #{s}"
    L(xs) -> "L #{xs}"
    M(m) -> "M #{m}"
    O(Some(n)) -> "O #{n}"
    O(None) -> "O none"
    R(Ok(n)) -> "R #{n}"
    R(Err(e)) -> "R #{e}"
    Q(p) -> "Q #{p.a} #{p.b}"
    G(f) -> "G #{f(1)}"
    A(a) -> "A #{a}"
    N -> "N"
  end
end

fn main() do
  let all = [
    I(-1),
    F(0.5),
    B(false),
    S("s"),
    U(()),
    T((2, "t")),
    L([1, 2]),
    M(%{"k" => 3}),
    O(Some(4)),
    O(None),
    R(Ok(5)),
    R(Err("e")),
    Q(P { a: 6, b: "p" }),
    G(fn n -> n + 6 end),
    A(:name),
    N
  ]
  for x in all do
    println(show(x))
  end
end
