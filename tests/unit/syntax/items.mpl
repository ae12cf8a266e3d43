##! What a module may hold.
##! Two lines.

import Math.Vector
import Geo.Point as P
from Ingestion.Auth import check, Token
from Services.Limiter import (
  Limiter,
  Window,
)

## A part in the store.
## It has a key.
pub struct Part<T> do
  table "parts"
  primary_key :sku
  timestamps true
  belongs_to :shelf, Shelf
  has_many :moves, Move
  has_one :label, Label
  table :: String
  type :: Map < String, List<T> >
end deriving(Eq, Display)

struct Empty do end
struct Bare do x :: Int; y :: Int end deriving()

pub type Shape<A> do
  Dot
  Circle(Float)
  Box(w :: Float, h :: Float,)
  Unit()
end deriving(Eq)

type Pair<A, B> = (A, B)
type Handler = Fun(Request, Int?) -> Response!String?!Int

interface Convert<T> do
  type Out
  fn area(self) -> Self.Out
  def label(self) -> String do
    "shape"
  end
  fn zero() -> Self
end

impl Convert<Int> for Box<T> where T: Area + Eq, U: Show do
  type Out = Int
  fn area(self) -> Int do self.side end
  fn zero() = Box { side: 0 }
  pub fn extra(self, other :: Self) -> Bool = true
end
impl Area for (Int, String) do end
impl Area for Geo.Square do end

module Inner do
  pub fn f() = 1
  struct S do a :: Int end
end

@cluster pub fn work(x) = x
@cluster(3) fn work2(x) = x

## Constant.
pub let limit = 60
let (a, b) :: (Int, Int) = (1, 2)

fn no_params do 1 end
fn five -> Int do 5 end
def add(a :: Int, b :: Int) -> Int do a + b end
fn first_or<T>(xs :: List<T>, d :: T) -> T where T: Eq do
  case xs do
    h :: _ -> h
    _ -> d
  end
end
fn grade(n) when n >= 90 = "A"
fn grade(n) when is_low(n) do "C" end
fn pats(0, -1, 2.5, true, nil, "s", _, (a, b), Circle(r), Shape.Dot, [x], :atom, Part { sku, stock: 0, .. } as p) = 1
fn ann((a, b) :: (Int, Int), Some(x) :: Int?) = 1
