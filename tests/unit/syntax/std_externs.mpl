## The SHA-256 digest.
pub extern "mesh_sha256" pure fn sha256(data :: Bytes) -> Bytes
extern "@add" fn add(a :: Int, b :: Int) -> Int
pub extern "mesh_list_append" blocking fn append<T>(take list :: List<T>, take item :: T) -> List<T> where T: Eq
pub extern "mesh_now" fn now() -> Int
impl Eq for Int do
  extern "@eq" pure fn eq(self, other :: Int) -> Bool
  fn take(take :: Int) = take
end
fn extern(extern) = extern + take
