##! The answer to an HTTP request.

pub struct Response do
  status :: Int
  body :: String
  headers :: Map<String, String>
end
