struct User do
  name :: String
  boss :: Int?
end

fn boss_name(users :: Map<Int, User>, id :: Int) -> String? do
  let user = Map.get_opt(users, id)?
  let boss = Map.get_opt(users, user.boss?)?
  Some(boss.name)
end

fn main() do
  let users = %{
    1 => User { name: "ann", boss: None },
    2 => User { name: "bob", boss: Some(1) },
    3 => User { name: "cid", boss: Some(9) }
  }
  for id in 1..5 do
    println("#{id} #{boss_name(users, id)}")
  end
end
