##! Organisations.

from Storage.Queries import create_org, find_org

service OrgService do
  fn init(pool :: PoolHandle) -> PoolHandle do
    pool
  end

  call Find(slug :: String) :: Int?!String do |pool|
    (pool, find_org(pool, slug))
  end

  call Create(slug :: String, name :: String) :: Int!String do |pool|
    (pool, create_org(pool, slug, name))
  end
end
