type Expr do
  Num(Float)
  Sum(List<Expr>)
  Bound(Scope, Expr)
  Var(String)
end

struct Scope do
  names :: Map<String, Expr>
  outer :: Scope?
end

fn look(scope :: Scope, name :: String) -> Expr? do
  case Map.get_opt(scope.names, name) do
    Some(e) -> Some(e)
    None ->
      let outer = scope.outer?
      look(outer, name)
  end
end

fn eval(e :: Expr, scope :: Scope) -> Float!String do
  case e do
    Num(x) -> Ok(x)
    Sum(parts) ->
      List.reduce(parts, Ok(0.0), fn(acc, part) ->
        let sum = acc?
        let x = eval(part, scope)?
        Ok(sum + x)
      end)
    Bound(inner, body) -> eval(body, %{inner | outer: Some(scope)})
    Var(name) ->
      case look(scope, name) do
        Some(found) -> eval(found, scope)
        None -> Err("no #{name}")
      end
  end
end

fn main() do
  let top = Scope { names: %{"one" => Num(1.0)}, outer: None }
  let inner = Scope { names: %{"two" => Sum([Var("one"), Num(1.0)])}, outer: None }
  println("#{eval(Sum([Num(0.5), Var("one")]), top)}")
  println("#{eval(Bound(inner, Sum([Var("two"), Var("one")])), top)}")
  println("#{eval(Var("three"), top)}")
end
