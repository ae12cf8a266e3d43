##! People who may sign in.

from Storage.Queries import count_users, find_user

service UserService do
  fn init(pool :: PoolHandle) -> PoolHandle do
    pool
  end

  call Find(email :: String) :: Int?!String do |pool|
    (pool, find_user(pool, email))
  end

  call Count() :: Int!String do |pool|
    (pool, count_users(pool))
  end
end
