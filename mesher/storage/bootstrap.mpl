##! What an empty database gets on the first start: an organisation, a project and a key. Each step is made
##! only when it is missing, so a start that was cut short is completed by the next one.

from Storage.Queries import any_key, create_key, create_org, create_project, find_org, find_project

## The new ingestion key, or None when the installation has one. `key` "" stands for a random one.
pub fn bootstrap(pool :: PoolHandle, key :: String) -> String?!String do
  let known = any_key(pool)?
  case known do
    Some(_) -> Ok(None)
    None -> do
      let org =
        ensure(find_org(pool, "default")?, fn -> create_org(pool, "default", "Default") end)?
      let project = ensure(find_project(pool, "default")?, fn ->
        create_project(pool, org, "default", "default")
      end)?
      let fresh = if key == "" do Crypto.random_hex(16) else key end
      let _ = create_key(pool, project, fresh)?
      Ok(Some(fresh))
    end
  end
end

fn ensure(known :: Int?, make :: Fun() -> Int!String) -> Int!String do
  case known do
    Some(id) -> Ok(id)
    None -> make()
  end
end
