fn main() do
  println("#{0xFF} #{0Xff} #{0b1010} #{0B11} #{0o17} #{1_000_000}")
  println("#{0xFFFF_FFFF} #{1_0} #{0b1_1}")
  println("#{-9223372036854775808} #{9223372036854775807}")
  println("#{0x7FFFFFFFFFFFFFFF}")
  println("#{1.5e3} #{2e-3} #{1e2} #{100_000.5} #{1.0E2}")
  println("#{1.to_string()} #{2.5.to_string()}")
  println("#{List.length(Range.to_list(0..5))}")
end
