type Move do
  In(Int)
  Out(Int, String)
  Recount
end

fn apply(stock, In(n)) = "#{stock + n}"
fn apply(stock, Out(n, who)) when n > stock = "#{who} asked for too much"
fn apply(stock, Out(n, _)) = "#{stock - n}"
fn apply(_, Recount) = "recount"

fn pair((0, _)) = "left zero"
fn pair((_, 0)) = "right zero"
fn pair((a, b)) = "#{a},#{b}"

fn word("tick", 1) = "first tick"
fn word("tick", _) = "later tick"
fn word(w, n) = "#{w} #{n}"

fn both(true, true) = "both"
fn both(true, false) = "left"
fn both(false, true) = "right"
fn both(false, false) = "none"

fn sum([]) = 0
fn sum((x :: rest)) = x + sum(rest)

fn main() do
  println(apply(3, In(4)))
  println(apply(3, Out(4, "ann")))
  println(apply(3, Out(2, "ann")))
  println(apply(3, Recount))
  println("#{pair((0, 5))} #{pair((5, 0))} #{pair((1, 2))}")
  println("#{word("tick", 1)}, #{word("tick", 2)}, #{word("tock", 1)}")
  println("#{both(true, true)} #{both(true, false)} #{both(false, true)} #{both(false, false)}")
  println("#{sum([1, 2, 3, 4])} #{sum([])}")
end
