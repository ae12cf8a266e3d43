fn greet(name, greeting = "hello") do
  println("#{greeting} #{name}")
end
