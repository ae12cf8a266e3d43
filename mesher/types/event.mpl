##! An event on its way into the store: the searchable columns beside the canonical JSON.

pub struct Event do
  project_id :: Int
  event_id :: String
  received_us :: Int
  occurred_us :: Int
  level :: String
  message :: String
  type_name :: String
  platform :: String
  environment :: String
  release :: String
  dist :: String
  server_name :: String
  transaction :: String
  logger :: String
  user_key :: String
  sdk_name :: String
  sdk_version :: String
  tags :: String
  data :: String
end

## What became of an accepted event.
pub type Outcome do
  Stored
  Duplicate
  Refused(String)
  DatabaseAway
end deriving(Eq, Debug)

## An event that lies in a writer's buffer: it counts as accepted only when the writer says it is stored.
pub struct Receipt do
  event_id :: String
  ticket :: Int
end
