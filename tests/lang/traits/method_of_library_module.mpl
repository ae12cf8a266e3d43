fn main() do
  println("#{"ab".length()} #{[1, 2, 3].length()} #{%{"a" => 1}.size()} #{42.to_string()}")
  println("#{"a,b".split(",").map(fn s -> s.to_upper() end).reverse()}")
  println("#{(2..6).to_list()} #{Some(2).map(fn n -> n * 2 end)} #{Ok("x").unwrap_or("y")}")
  println("#{"x".inspect()} #{1.0.inspect()} #{[Some("q")].inspect()} #{true.to_string()}")
end
