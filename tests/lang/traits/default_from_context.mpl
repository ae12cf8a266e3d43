struct Counter do
  n :: Int
end

impl Default for Counter do
  fn default() = Counter { n: 100 }
end

fn or_default<T>(o :: T?) -> T where T: Default do
  case o do
    Some(x) -> x
    None -> default()
  end
end

fn main() do
  let n :: Int = default()
  let f :: Float = default()
  let b :: Bool = default()
  let s :: String = default()
  let xs :: List<Int> = default()
  let o :: Option<Int> = default()
  let c :: Counter = default()
  println("#{n} #{f} #{b} [#{s}] #{xs} #{o} #{c.n}")
  println("#{or_default(Some(3))} #{or_default(None) + 1} #{Counter.default().n}")
end
