##! Bringing the database up: connection, schema, partitions, first project. A database that is away does not
##! stop the server; it is tried again until it is there.

from Config import Config
from Storage.Bootstrap import bootstrap
from Storage.Schema import create_partitions_ahead, create_schema

let PARTITION_DAYS = 7

## Prepares the database now if it can be reached, else in the background.
pub fn prepare(pool :: PoolHandle, config :: Config) -> () do
  announce(config)
  if reachable(pool) do
    set_up(pool, config)
  else
    println("[Mesher] Failed to connect to #{engine(config)}")
    let _ = spawn(keep_trying, pool, config, 100)
    ()
  end
end

fn engine(config :: Config) -> String do
  if String.starts_with(config.database_url, "sqlite:") do "SQLite" else "PostgreSQL" end
end

fn announce(config :: Config) -> () do
  if engine(config) == "SQLite" do
    println(
      "[Mesher] Opening SQLite database #{String.replace(config.database_url, "sqlite:", "")}"
    )
  else
    println("[Mesher] Connecting to PostgreSQL...")
  end
end

fn reachable(pool :: PoolHandle) -> Bool = Result.is_ok(Pool.query(pool, "SELECT 1 AS one", []))

# Tries again with growing pauses up to 5 s.
actor keep_trying(pool :: PoolHandle, config :: Config, pause_ms :: Int) do
  Timer.sleep(pause_ms)
  if reachable(pool) do
    set_up(pool, config)
  else
    keep_trying(pool, config, if pause_ms * 2 > 5000 do 5000 else pause_ms * 2 end)
  end
end

fn set_up(pool :: PoolHandle, config :: Config) -> () do
  case create_schema(pool) do
    Ok(_) -> println("[Mesher] Schema created/verified")
    Err(error) -> do
      println("[Mesher] Schema error: #{DbError.parse(error).message}")
      System.exit(65)
    end
  end
  case create_partitions_ahead(pool, PARTITION_DAYS) do
    Ok(_) -> println("[Mesher] Partitions created (#{PARTITION_DAYS} days ahead)")
    Err(_) -> println("[Mesher] Partition error")
  end
  first_run(pool, config)
end

fn first_run(pool :: PoolHandle, config :: Config) -> () do
  case bootstrap(pool, config.bootstrap_key) do
    Ok(Some(key)) -> do
      let line = "[Mesher] Project default is ready. DSN: #{dsn(config.base_url, key)}"
      println(line)
      let _ = File.write_private("#{config.data_dir}/first-run.txt", line <> "\n")
      ()
    end
    Ok(None) -> ()
    Err(error) -> println("[Mesher] First project not made: #{DbError.parse(error).message}")
  end
end

fn dsn(base_url :: String, key :: String) -> String =
  String.replace(base_url, "://", "://#{key}@") <> "/1"

## Makes the partitions of the coming days every hour.
pub actor partition_keeper(pool :: PoolHandle) do
  Timer.sleep(3600000)
  case create_partitions_ahead(pool, PARTITION_DAYS) do
    Ok(_) -> ()
    Err(_) -> println("[Mesher] Partition error")
  end
  partition_keeper(pool)
end
