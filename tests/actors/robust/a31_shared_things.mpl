# Several actors write one file and use one SQLite connection: each operation is whole.
fn line(writer :: Int, n :: Int) -> String =
  "writer #{writer} line #{n} " <> String.repeat("x", 200 + n % 50) <> " end"

fn write_lines(path :: String, writer :: Int, n :: Int) -> Int do
  if n == 200 do
    n
  else
    case File.append(path, line(writer, n) <> "\n") do
      Ok(_) -> write_lines(path, writer, n + 1)
      Err(why) -> panic(why)
    end
  end
end

fn whole(text :: String) -> Bool =
  String.starts_with(text, "writer ") && String.ends_with(text, " end")

fn one_file(path :: String) -> () do
  println("#{Job.map([1, 2, 3, 4], fn writer -> write_lines(path, writer, 0) end)}")
  let lines = String.split(String.trim(Result.unwrap_or(File.read(path), "")), "\n")
  println("#{List.length(lines)} lines, #{List.length(List.filter(lines, whole))} whole")
  let _ = File.delete(path)
end

fn add(conn :: DbConnection, left :: Int, done :: Int) -> Int do
  if left == 0 do
    done
  else
    case Pool.execute_on(conn, "UPDATE counter SET n = n + 1", []) do
      Ok(_) -> add(conn, left - 1, done + 1)
      Err(_) -> add(conn, left - 1, done)
    end
  end
end

# The one connection of the pool, lent to one actor and used by all.
fn one_connection(pool :: PoolHandle) -> () do
  let conn = Result.unwrap(Pool.checkout(pool))
  let _ = Result.unwrap(Pool.execute_on(conn, "CREATE TABLE counter (n INTEGER)", []))
  let _ = Result.unwrap(Pool.execute_on(conn, "INSERT INTO counter VALUES (0)", []))
  let done = Job.map([1, 2, 3, 4], fn _ -> add(conn, 100, 0) end)
  println("others: #{done}")
  println("#{Job.await(Job.async(fn -> Pool.query_on(conn, "SELECT n FROM counter", []) end))}")
  let _ = Job.await(Job.async(fn -> Pool.checkin(pool, conn) end))
  let own = add(conn, 100, 0)
  let sum = List.reduce(done, own, fn total, n -> total + Result.unwrap_or(n, 0) end)
  let rows = Result.unwrap(Pool.query_on(conn, "SELECT n FROM counter", []))
  println("own #{own}, counted what was done: #{rows == [%{"n" => "#{sum}"}]}")
  Pool.checkin(pool, conn)
end

fn add_pooled(pool :: PoolHandle, left :: Int) -> Int do
  if left == 0 do
    0
  else
    let _ = Result.unwrap(Pool.execute(pool, "UPDATE counter SET n = n + 1", []))
    1 + add_pooled(pool, left - 1)
  end
end

fn one_pool(pool :: PoolHandle) -> () do
  let _ = Result.unwrap(Pool.execute(pool, "UPDATE counter SET n = 0", []))
  println("#{Job.map([1, 2, 3, 4], fn _ -> add_pooled(pool, 100) end)}")
  println("#{Pool.query(pool, "SELECT n FROM counter", [])}")
end

fn main() do
  one_file("a31-#{Crypto.random_hex(8)}.txt")
  let pool = Result.unwrap(Pool.open("sqlite::memory:", 1, 1, 60000))
  one_connection(pool)
  one_pool(pool)
  Pool.close(pool)
end
