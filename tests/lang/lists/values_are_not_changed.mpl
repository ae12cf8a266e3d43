fn main() do
  let a = [1, 2, 3]
  let b = List.append(a, 4)
  let c = List.append(a, 5)
  let d = List.set(b, 0, 100)
  let e = List.tail(d)
  println("#{a} #{b} #{c} #{d} #{e}")
  let f = List.reverse(a)
  let g = List.sort([3, 1, 2])
  println("#{a} #{f} #{g} #{a ++ f}")
  let h = List.prepend(e, 0)
  let i = List.prepend(e, 9)
  println("#{h} #{i} #{e} #{List.slice(h, 1, 3)}")
end
