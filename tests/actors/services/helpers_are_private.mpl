service Prices do
  fn init(rate :: Float) -> Float = rate

  fn with_tax(rate, net) -> Float = net + net * rate

  fn label(n :: Float) -> String = "total #{n}"

  call Gross(net :: Float) :: String do |rate|
    (rate, label(with_tax(rate, net)))
  end
end

fn main() do
  println(Prices.gross(Prices.start(0.5), 10.0))
end
