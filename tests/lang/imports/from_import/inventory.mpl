pub let limit = 40 + 2

pub struct Part do
  sku :: String
  stock :: Int
end deriving(Eq, Display, Json)

pub type Move do
  Incoming(Int)
  Outgoing(Int, String)
  Recount
end

pub fn apply(p :: Part, Incoming(n)) = Ok(%{p | stock: p.stock + n})
fn apply(p, Outgoing(n, who)) when n > p.stock = Err("#{who} asked for too much")
fn apply(p, Outgoing(n, _)) = Ok(%{p | stock: p.stock - n})
fn apply(p, Recount) = Ok(p)
