from Grades import grade

fn main() do
  println("#{grade(95)} #{grade(60)} #{grade(1)}")
end
