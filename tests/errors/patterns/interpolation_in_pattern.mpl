fn main() do
  let name = "a"
  case "a" do
    "#{name}" -> println("same")
    _ -> println("other")
  end
end
