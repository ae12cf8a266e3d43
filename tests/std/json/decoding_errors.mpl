struct Address do
  street :: String
  number :: Int
end deriving(Json, Debug, Eq)

struct Person do
  name :: String
  age :: Int
  address :: Address?
  scores :: List<Float>
end deriving(Json, Debug, Eq)

type Shape do
  Point
  Circle(Float)
  Box(Float, Float)
end deriving(Json, Debug)

fn try_shape(text :: String) do
  println("#{Shape.from_json(text)}")
end

fn try_person(text :: String) do
  case Person.from_json(text) do
    Ok(p) -> println("#{p.name} #{p.age} #{p.scores} #{Option.is_some(p.address)}")
    Err(e) -> println("error #{e}")
  end
end

fn main() do
  try_shape("{\"tag\":\"Circle\",\"fields\":[2]}")
  try_shape("{\"tag\":\"Point\",\"fields\":[]}")
  try_shape("{\"tag\":\"Nope\",\"fields\":[]}")
  try_shape("{\"tag\":\"Box\",\"fields\":[1.5]}")
  try_person("{\"name\":\"ann\",\"age\":3.9,\"scores\":[1,2.5],\"extra\":true}")
  try_person("{\"name\":\"ann\",\"scores\":[]}")
  try_person("{\"name\":5,\"age\":1,\"scores\":[]}")
  try_person(
    "{\"name\":\"bob\",\"age\":1,\"scores\":[],\"address\":{\"street\":\"s\",\"number\":2}}"
  )
  try_person("{\"name\":\"bob\",\"age\":1,\"scores\":[],\"address\":null}")
  try_person("[]")
end
