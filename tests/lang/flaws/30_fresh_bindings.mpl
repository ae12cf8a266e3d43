let limit = 3

fn size(limit) = "size #{limit}"

fn main() do
  let x = 1
  case 2 do
    x -> println("x is #{x}")
  end
  println("#{x} #{size(9)} #{limit}")
  case Some(5) do
    Some(size) -> println("#{size}")
    None -> println("none")
  end
end
