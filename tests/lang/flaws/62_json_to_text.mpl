fn body(text :: String) -> String = text

fn main() do
  let j = json { ok: true, n: 3 }
  println(j)
  println(body(j) <> "!")
  let s :: String = j
  println(json { inner: j, quoted: s })
  println("#{j}")
end
