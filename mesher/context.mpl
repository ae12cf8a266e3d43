##! What handlers need. It is captured by the routes; processes are found by name, so that a restarted one is
##! found again.

from Config import Config

pub struct Context do
  pool :: PoolHandle
  config :: Config
end
