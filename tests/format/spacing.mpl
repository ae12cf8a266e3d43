import A
from B import(x,y,)
pub struct  P<T>  do x::Int ; y :: Map < String , List<T> > end  deriving ( Eq,Debug )
type Handler=Fun ( Request,Int ? ) ->Response ! String
type Shape do Circle( Float ) Box(w::Int,h::Int,) end
interface Area do type Unit
fn area( self )->Int
fn name( self )->String do "x" end
end
impl Area for Box < Int > where T :Area+Eq do type Unit=Int
fn area(self)->Int do self . side*self.side end end
fn fib(0)=0
fn fib(1)=1
fn fib(n)=fib(n-1)+fib(n-2)
fn main( ) do let x=f( 1,2 , ); let y = - x
  let z::Int=not ok&&!done
  g(x)do|a,b|a+b end
  if x<1 do 1 else 2 end
  if x<1 do
  1 else 2 end
  while x>0 do break end
  for {k,v} in m when k>1 do v end
  for i in 0 .. 10 do i end
  xs |>map(fn(x)->x*2 end)|2>take( 3 )
  xs
  |> map(fn x -> x end) |> take(3)
  let p = Point { x : 1, y : 2 }
  let q = Point { x : 1,
    y : 2 }
  let r = %{p|x:3}
  let s = %{"a"=>1,"b"=>2}
  let t = json{a:1,b:[1,2]}
  let u = Point{}
  match x do 1->2
   Some( y ) when y>1 -> do f(y) end
  [a,b] -> 1 end
end
