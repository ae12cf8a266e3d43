fn größe(liste :: List < Int >) -> Int ! String do
  if List.length( liste ) > 0 do Ok( List.length(liste) ) else Err("leer") end
end

fn wrap(m :: Map < String , List<Int> >) -> Int!String do
  let n = größe(Map.get(m, "k")) ?
  Ok(n + 1)
end

fn main() do
  println("#{größe([1, 2])} #{größe([])} #{wrap(%{"k" => [1]})} #{wrap(%{})}")
end
