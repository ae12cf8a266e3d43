type Id = Int
type Pair<A, B> = (A, B)
type Table<V> = Map<String, V>
type Handler = Fun(Id) -> String
type Checked<T> = T!String

fn show(h :: Handler, id :: Id) -> String = h(id)

fn swap(p :: Pair<Int, String>) -> Pair<String, Int> do
  let (a, b) = p
  (b, a)
end

fn check(n :: Int) -> Checked<Id> = if n > 0 do Ok(n) else Err("no") end
fn size(t :: Table<Id>) -> Int = Map.size(t)

fn main() do
  println(show(fn id -> "id #{id}" end, 7))
  println("#{swap((1, "a"))} #{check(1)} #{check(0)} #{size(%{"a" => 1})}")
end
