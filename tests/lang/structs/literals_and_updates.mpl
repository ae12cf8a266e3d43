struct Limits do
  per_minute :: Int
  burst :: Int
  name :: String
end

struct Config do
  limits :: Limits
  tags :: List<String>
  json :: Bool
  type :: String
end

fn bump(l :: Limits) -> Limits = %{l | burst: l.burst + 1}

fn main() do
  let a = Limits { burst: 10, per_minute: 60, name: "a" }
  let b = %{a | burst: 20, name: a.name <> "b"}
  println("#{a.burst} #{b.burst} #{b.per_minute} #{b.name} #{a.name}")
  let c = Config {
    limits: b,
    tags: ["x"],
    json: true,
    type: "t"
  }
  let d = %{c | limits: bump(c.limits), tags: List.append(c.tags, "y")}
  println("#{d.limits.burst} #{d.tags} #{c.tags} #{d.json} #{d.type}")
  println("#{%{bump(a) | name: "z"}}")
end
