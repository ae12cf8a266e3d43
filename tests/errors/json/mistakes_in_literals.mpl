fn main() do
  let a = json { "a" => 1 }
  let b = json { a = 1 }
  println("#{a} #{b}")
end
